package earshot.meeting.voice;

import earshot.audio.Speech;
import earshot.meeting.Segment;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// What was said without a pause, and waits to become text.
///
/// @param sound mono
/// @param end wall clock of its end
/// @param span where it stands in the kept sound; completes with empty when none is kept
public record Utterance(Speech sound, Instant end, CompletableFuture<Optional<Segment.Span>> span) {
    /// Wall clock of its beginning.
    public Instant begin() {
        return end.minus(sound.duration());
    }
}
