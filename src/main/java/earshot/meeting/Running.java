package earshot.meeting;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is true of a running meeting now.
///
/// @param present devices of it that are connected and in meeting mode
/// @param pending sentences not merged yet
/// @param duplicates sentences that were dropped as repeats
/// @param nextPush when the transcript goes out next
/// @param nextCheckpoint when the next interim summary is due
/// @param soundWaiting sound that was heard and is not text yet, of all devices
/// @param phase of finalizing; empty while it is live
public record Running(String id, List<String> present, int pending, int duplicates, Optional<Instant> nextPush, Optional<Instant> nextCheckpoint, Duration soundWaiting,
                      Optional<Phase> phase) {
    /// In this order: the sound that was heard becomes text, pending sentences are merged, the model is asked, all is kept and sent.
    public enum Phase { RECOGNISING, MERGING, SUMMARISING, KEEPING }
}
