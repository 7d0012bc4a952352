package earshot.display;

import java.time.Instant;
import java.util.List;

/// A page that was sent to a badge.
///
/// @param number counts up over all badges
/// @param at wall clock
/// @param nanos the same moment, monotonic
/// @param lines of the badge's screen
public record SentPage(long number, Instant at, long nanos, DisplayPage page, int lines, Acknowledgement acknowledgement) {
    /// The lines as the badge's screen shows them, as many as it has.
    public List<String> shownLines() {
        PageLineWrapper wrapper = new PageLineWrapper(Badge.COLUMNS);
        return switch (page.body()) {
            case DisplayPage.Body.Text(String text) -> wrapper.lines(text, lines);
            case DisplayPage.Body.Lines(List<String> items) -> items.stream().flatMap(item -> wrapper.lines(item, lines).stream()).limit(lines).toList();
        };
    }

    SentPage with(Acknowledgement next) {
        return new SentPage(number, at, nanos, page, lines, next);
    }
}
