package earshot.display;

import module java.base;

/// A page of a badge's screen, as it is sent.
///
/// @param id by which the badge acknowledges it
/// @param name of the page, such as `dialog.chat`
/// @param hint in the footer
public record DisplayPage(Optional<String> id, String name, String title, Body body, Optional<String> hint, Optional<PageNumber> number) {
    /// The page of a dialog, the only one that badges are sent.
    public static final String CHAT = "dialog.chat";
    /// Its title; the badge draws the mark beside it by itself.
    public static final String CHAT_TITLE = "对话模式";

    public sealed interface Body {
        /// Text that the badge wraps.
        record Text(String text) implements Body {}

        /// Lines from top to bottom.
        record Lines(List<String> items) implements Body {
            public Lines {
                items = List.copyOf(items);
            }
        }
    }

    /// @param index from 1
    public record PageNumber(int index, int total) {}

    static DisplayPage chat(String id, Body body, Optional<PageNumber> number) {
        return new DisplayPage(Optional.of(id), CHAT, CHAT_TITLE, body, Optional.empty(), number);
    }

    DisplayPage titled(String next) {
        return new DisplayPage(id, name, next, body, hint, number);
    }

    /// The page with its last lines only, where it is a list of more.
    DisplayPage lastLines(int most) {
        return body instanceof Body.Lines(List<String> items) && items.size() > most
            ? new DisplayPage(id, name, title, new Body.Lines(items.subList(items.size() - most, items.size())), hint, number) : this;
    }
}
