package earshot.display;

import module java.base;

/// Wraps text into the lines of a badge, which shows characters of one width and of two. The work grows with the lines that are asked for, not with the
/// text. Source: badge-protocol section 2.15.
///
/// @param columns half-width characters of a line
public record PageLineWrapper(int columns) {
    /// What stays of a line beside the longest label.
    private static final int SHORTEST = 8;
    private static final int LONGEST_LABEL = 12;

    /// The lines of a text, at most so many, without empty ones. A label at the beginning of a paragraph (`天气：`, `Monday: `) is repeated in each of its lines.
    public List<String> lines(String text, int most) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        while (from < text.length() && lines.size() < most) {
            int end = text.indexOf('\n', from);
            String paragraph = text.substring(from, end < 0 ? text.length() : end).strip();
            int label = labelLength(paragraph);
            wrap(paragraph.substring(0, label), paragraph.substring(label).stripLeading(), most, lines);
            from = end < 0 ? text.length() : end + 1;
        }
        return List.copyOf(lines);
    }

    private void wrap(String label, String text, int most, List<String> lines) {
        int room = Math.max(SHORTEST, columns - width(label));
        BreakIterator breaks = BreakIterator.getLineInstance(Locale.ROOT);
        breaks.setText(text);
        int from = 0;
        while (from < text.length() && lines.size() < most) {
            int end = lineEnd(text, from, room, breaks);
            lines.add(label + text.substring(from, end).stripTrailing());
            from = end;
            while (from < text.length() && text.charAt(from) == ' ') {
                from++;
            }
        }
    }

    /// Where a line ends: where the language allows it, else after the last character that fits.
    private static int lineEnd(String text, int from, int room, BreakIterator breaks) {
        int used = 0;
        int at = from;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            used += width(c);
            if (used > room) {
                int allowed = text.charAt(at) == ' ' ? at : breaks.isBoundary(at) ? at : breaks.preceding(at);
                return allowed > from ? allowed : at;
            }
            at += Character.charCount(c);
        }
        return text.length();
    }

    /// A short word and a colon, as long as text follows.
    private static int labelLength(String paragraph) {
        int colon = 0;
        while (colon < Math.min(paragraph.length(), LONGEST_LABEL) && Character.isLetter(paragraph.charAt(colon))) {
            colon++;
        }
        if (colon == 0 || colon + 1 >= paragraph.length()) {
            return 0;
        }
        boolean label = paragraph.charAt(colon) == '：' || paragraph.startsWith(": ", colon);
        return !label ? 0 : paragraph.charAt(colon) == '：' ? colon + 1 : colon + 2;
    }

    /// Width in half-width characters.
    public static int width(String text) {
        return text.codePoints().map(PageLineWrapper::width).sum();
    }

    /// 2 for what is drawn as wide as a Chinese character, 0 for what is drawn over the character before it, else 1.
    static int width(int c) {
        if (c < 0x300) {
            return 1;
        }
        boolean over = switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> true;
            default -> false;
        };
        return over ? 0 : wide(c) ? 2 : 1;
    }

    private static boolean wide(int c) {
        return c >= 0x1100 && c <= 0x115f || c >= 0x2e80 && c <= 0xa4cf && c != 0x303f || c >= 0xac00 && c <= 0xd7a3 || c >= 0xf900 && c <= 0xfaff
            || c >= 0xfe30 && c <= 0xfe6f
            || c >= 0xff00 && c <= 0xff60 || c >= 0xffe0 && c <= 0xffe6 || c >= 0x20000 && c <= 0x3fffd || Character.isEmojiPresentation(c);
    }
}
