package earshot.meeting.live;

import java.util.regex.Pattern;

/// Cleans recognised text. It changes white space and punctuation only, never a word.
final class SentenceCleaner {
    private static final String HAN = "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]";
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}&&[^\\s\u200d]]");
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");
    /// Some recognisers put a space between all Chinese characters.
    private static final Pattern BETWEEN_HAN = Pattern.compile("(?<=" + HAN + ") (?=" + HAN + ")");
    private static final Pattern AROUND_WIDE_MARKS = Pattern.compile(" ?([，。、！？；：]) ?");
    private static final Pattern BEFORE_MARKS = Pattern.compile(" (?=[,;!?](?:\\s|$))");
    private static final Pattern REPEATED = Pattern.compile("([，。、！？；：,;!?])(?:\\s?\\1)+");
    private static final Pattern LEADING = Pattern.compile("^[，。、！？；：,;!?\\s]+");

    private SentenceCleaner() {}

    /// One line, single spaces, no repeated punctuation mark, none at the start; empty when nothing is left.
    static String clean(String text) {
        String line = SPACE.matcher(text).replaceAll(" ");
        line = UNSEEN.matcher(line).replaceAll("").strip();
        line = BETWEEN_HAN.matcher(line).replaceAll("");
        line = AROUND_WIDE_MARKS.matcher(line).replaceAll("$1");
        line = BEFORE_MARKS.matcher(line).replaceAll("");
        line = REPEATED.matcher(line).replaceAll("$1");
        return LEADING.matcher(line).replaceFirst("");
    }
}
