package earshot.meeting.live;

import java.util.regex.Pattern;

/// Cleans recognized text. It changes white space and punctuation only, never a word.
final class SentenceCleaner {
    private static final String HAN = "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]";
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}&&[^\\s\u200d]]");
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");
    /// Some recognizers put a space between all Chinese characters. In the expression it comes first: what is looked up after each letter costs more than
    /// all the rest.
    private static final Pattern BETWEEN_HAN = Pattern.compile(" (?<=" + HAN + " )(?=" + HAN + ")");
    private static final Pattern AROUND_WIDE_MARKS = Pattern.compile(" ?([，。、！？；：]) ?");
    private static final Pattern BEFORE_MARKS = Pattern.compile(" (?=[,;!?](?:\\s|$))");
    private static final String MARKS = "，。、！？；：,;!?";
    private static final Pattern LEADING = Pattern.compile("^[，。、！？；：,;!?\\s]+");

    private SentenceCleaner() {}

    /// One line, single spaces, no repeated punctuation mark, none at the start; empty when nothing is left.
    static String clean(String text) {
        String line = SPACE.matcher(text).replaceAll(" ");
        line = UNSEEN.matcher(line).replaceAll("").strip();
        line = BETWEEN_HAN.matcher(line).replaceAll("");
        line = AROUND_WIDE_MARKS.matcher(line).replaceAll("$1");
        line = BEFORE_MARKS.matcher(line).replaceAll("");
        return LEADING.matcher(withoutRepeatedMarks(line)).replaceFirst("");
    }

    /// By hand: an expression with a back reference takes a stack frame for each repetition.
    private static String withoutRepeatedMarks(String line) {
        StringBuilder kept = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            kept.append(c);
            while (MARKS.indexOf(c) >= 0 && repeatedAt(line, i, c) > i) {
                i = repeatedAt(line, i, c);
            }
        }
        return kept.toString();
    }

    /// Where the mark at `i` stands again, at most one space further on; `i` when it does not.
    private static int repeatedAt(String line, int i, char mark) {
        int next = i + 1 < line.length() && line.charAt(i + 1) == ' ' ? i + 2 : i + 1;
        return next < line.length() && line.charAt(next) == mark ? next : i;
    }
}
