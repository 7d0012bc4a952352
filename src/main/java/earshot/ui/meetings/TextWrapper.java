package earshot.ui.meetings;

import module java.base;

/// Wraps text into lines: breaks after blanks and between Chinese characters, never before closing punctuation.
final class TextWrapper {
    private static final String CLOSING = "，。！？；：、）》」』】”’…,.!?;:)]}%";

    private TextWrapper() {}

    /// @param maxWidth of a line in pixels
    /// @param width of a code point in pixels
    /// @return the lines, at least one
    static List<String> wrap(String text, double maxWidth, IntToDoubleFunction width) {
        List<String> lines = new ArrayList<>();
        int begin = 0;
        int lastBreak = -1;
        double used = 0;
        for (int i = 0; i < text.length();) {
            int c = text.codePointAt(i);
            int next = i + Character.charCount(c);
            if (i > begin && (Character.isIdeographic(c) || Character.isIdeographic(text.codePointBefore(i)) && !Character.isWhitespace(c))
                && CLOSING.indexOf(c) < 0) {
                lastBreak = i;
            }
            double characterWidth = width.applyAsDouble(c);
            if (used + characterWidth > maxWidth && i > begin && !Character.isWhitespace(c)) {
                int end = lastBreak > begin ? lastBreak : i;
                lines.add(text.substring(begin, end).strip());
                begin = end;
                lastBreak = -1;
                i = begin;
                used = 0;
                continue;
            }
            used += characterWidth;
            if (Character.isWhitespace(c)) {
                lastBreak = next;
            }
            i = next;
        }
        lines.add(text.substring(begin).strip());
        return lines;
    }
}
