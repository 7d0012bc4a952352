package earshot.meeting;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One sentence of a meeting.
///
/// @param number unique in its meeting, from 0 in order of arrival; a partial that grows keeps its number
/// @param at when it was said, wall clock, ms
/// @param device through which it came
/// @param speaker as sent, else the device
/// @param tag as sent, empty when none was
/// @param text cleaned and corrected by the glossary; a person's edit when there is one
/// @param original the text before a person edited it
/// @param status whether it counts
/// @param recordingSpan its position in the recording of its device; empty when there is none
public record MeetingSentence(long number, Instant at, String device, String speaker, String tag, String text, Optional<String> original, Status status, Optional<Span> recordingSpan) {
    /// `PENDING` waits for the next merge, `MERGED` belongs to the transcript, `DUPLICATE` repeats an earlier sentence and is kept only for
    /// inspection.
    public enum Status { PENDING, MERGED, DUPLICATE }

    /// @param from since the start of the device's recording
    public record Span(Duration from, Duration length) {}

    public boolean counts() {
        return status != Status.DUPLICATE;
    }
}
