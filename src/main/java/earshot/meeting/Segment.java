package earshot.meeting;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One sentence of a meeting.
///
/// @param number unique in its meeting, from 0 on in the order of arrival; a partial that grows keeps its number
/// @param at when it was said, wall clock, ms
/// @param device through which it came
/// @param speaker as sent, else the device
/// @param tag as sent, empty when none was
/// @param text cleaned, with the right terms; a person's edit when there is one
/// @param original what was kept before a person edited it
/// @param status whether it counts yet, or not at all
/// @param sound where it stands in the kept sound of its device; empty when none is kept
public record Segment(long number, Instant at, String device, String speaker, String tag, String text, Optional<String> original, Status status, Optional<Span> sound) {
    /// `PENDING` waits for the next merge, `MERGED` belongs to the transcript, `DUPLICATE` said again what was just said and is
    /// kept only to be looked at.
    public enum Status { PENDING, MERGED, DUPLICATE }

    /// @param from since the sound of the device began
    public record Span(Duration from, Duration length) {}

    public boolean counts() {
        return status != Status.DUPLICATE;
    }
}
