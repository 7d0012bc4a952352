package earshot.display;

import module java.base;

/// What the badge file says of a badge.
///
/// @param number printed on it
/// @param lines of a page; empty for the usual ones
public record Badge(Optional<String> number, Optional<String> owner, OptionalInt lines) {
    /// Lines of a page where nothing else is known.
    public static final int USUAL_LINES = 10;
    /// Half-width characters of a line.
    public static final int COLUMNS = 40;
    static final int MAX_LINES = 40;

    static final Badge UNKNOWN = new Badge(Optional.empty(), Optional.empty(), OptionalInt.empty());

    int screenLines() {
        return lines.orElse(USUAL_LINES);
    }

    /// The title of a page that is not of a dialog: who wears the badge; the given title where that is not known.
    String title(String given) {
        String who = Stream.concat(number.map(text -> "工牌" + text).stream(), owner.stream()).collect(Collectors.joining(" · "));
        return who.isEmpty() ? given : who;
    }

    /// The page as this badge gets it.
    DisplayPage fit(DisplayPage page) {
        return page.titled(page.name().equals(DisplayPage.CHAT) ? DisplayPage.CHAT_TITLE : title(page.title())).lastLines(screenLines());
    }
}
