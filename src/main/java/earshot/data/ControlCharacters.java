package earshot.data;

/// Control characters in text that others wrote. On a terminal they can erase lines, change colors or type commands; in a log they can
/// forge lines, and the ones for writing direction can make a text read as another.
public final class ControlCharacters {
    private ControlCharacters() {}

    /// The text with every control character written as an escape (`\n`, `\u001B`); the same object when there is none.
    public static String escape(String text) {
        return escape(text, "");
    }

    /// The same, but the characters in `kept` stay.
    public static String escape(String text, String kept) {
        int clean = 0;
        while (clean < text.length() && (!isControl(text.charAt(clean)) || kept.indexOf(text.charAt(clean)) >= 0)) {
            clean++;
        }
        if (clean == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, clean);
        for (int i = clean; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isControl(c) || kept.indexOf(c) >= 0) {
                out.append(c);
                continue;
            }
            switch (c) {
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> out.append("\\u%04X".formatted((int) c));
            }
        }
        return out.toString();
    }

    /// The text in one line: control characters, halves of characters and white space between words become one space, those at
    /// the ends are left out. A half that stays would be another character once it was stored or sent.
    public static String toSpaces(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length();) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (!isSpace(c)) {
                out.appendCodePoint(c);
            } else if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
                out.append(' ');
            }
        }
        out.setLength(out.length() - (!out.isEmpty() && out.charAt(out.length() - 1) == ' ' ? 1 : 0));
        return out.toString();
    }

    private static boolean isSpace(int c) {
        return Character.isBmpCodePoint(c) && (isControl((char) c) || Character.isSurrogate((char) c)) || Character.isSpaceChar(c);
    }

    /// C0, DEL, C1, the line and paragraph separators, and the marks, embeddings, overrides and isolates of writing direction.
    private static boolean isControl(char c) {
        return c < 0x20 || c >= 0x7F && c <= 0x9F || c == 0x061C || c == 0x200E || c == 0x200F || c >= 0x2028 && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
    }
}
