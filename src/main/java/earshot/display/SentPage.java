package earshot.display;

import java.time.Instant;

/// A page that was sent to a badge.
///
/// @param number counts up over all badges
/// @param at wall clock
/// @param nanos the same moment, monotonic
/// @param lines of the badge's screen
public record SentPage(long number, Instant at, long nanos, DisplayPage page, int lines, Acknowledgement acknowledgement) {
    SentPage with(Acknowledgement next) {
        return new SentPage(number, at, nanos, page, lines, next);
    }
}
