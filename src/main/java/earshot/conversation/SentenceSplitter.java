package earshot.conversation;

import module java.base;

import earshot.data.LetterCase;

/// Splits a stream of Chinese or English text into sentences, each as soon as its end is certain. Not safe for use from several threads
/// at once.
final class SentenceSplitter {
    private static final String WIDE_ENDS = "。！？；…";
    private static final String CLOSERS = "\"'”’」』）)]》】";
    /// A longer sentence is cut at a comma or a space, in characters.
    private static final int MAX_CHARS = 220;
    /// So many end marks and closing marks belong to one sentence; more of them are a new one.
    private static final int MAX_MARKS = 32;
    /// The first sentence may end at a comma after this many characters, in Chinese and in English text.
    private static final int FIRST_WIDE = 4;
    private static final int FIRST_NARROW = 20;
    private static final Set<String> ABBREVIATIONS = Set.of("mr", "mrs", "ms", "dr", "prof", "st", "vs", "etc", "no", "fig", "jr", "sr", "inc", "ltd", "co",
        "dept",
        "approx", "e.g", "i.e", "a.m", "p.m", "u.s", "u.k", "ph.d", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec");

    private final StringBuilder text = new StringBuilder();
    private int scanned;
    private boolean anyTaken;

    List<String> add(String piece) {
        text.append(piece);
        return cut(false);
    }

    List<String> finish() {
        List<String> all = cut(true);
        take(text.length(), all);
        return all;
    }

    private List<String> cut(boolean last) {
        List<String> all = new ArrayList<>();
        while (scanned < text.length()) {
            int end = endAt(scanned, last);
            if (end == UNKNOWN) {
                break;
            }
            if (end > scanned) {
                take(end, all);
            } else if (scanned >= MAX_CHARS) {
                take(forcedCut(), all);
            } else {
                scanned++;
            }
        }
        return all;
    }

    private static final int UNKNOWN = -1;

    /// The end index of a sentence whose last character is at `i`; `i` itself when none ends there, [#UNKNOWN] when that depends on the next piece.
    private int endAt(int i, boolean last) {
        char c = text.charAt(i);
        if (c == '\n') {
            return i + 1;
        }
        if (WIDE_ENDS.indexOf(c) >= 0) {
            return afterClosers(i + 1);
        }
        if (c == '，' || c == '：' || c == '、') {
            return c != '、' && !anyTaken && i >= FIRST_WIDE ? i + 1 : i;
        }
        if (".!?;,".indexOf(c) < 0) {
            return i;
        }
        int next = i + 1;
        while (next < text.length() && next - i < MAX_MARKS && ".!?".indexOf(text.charAt(next)) >= 0 && c != ',' && c != ';') {
            next++;
        }
        boolean full = next - i == MAX_MARKS;
        int end = full ? next : afterClosers(next);
        if (end == text.length() && !last && !full) {
            return UNKNOWN;
        }
        boolean stands = full || end == text.length() || Character.isWhitespace(text.charAt(end)) || text.charAt(end) >= '\u2E80';
        if (!stands) {
            return i;
        }
        return switch (c) {
            case ',' -> !anyTaken && i >= FIRST_NARROW ? end : i;
            case '.' -> next == i + 1 && isAbbreviation(i) ? i : end;
            default -> end;
        };
    }

    private int afterClosers(int from) {
        int end = from;
        while (end < text.length() && end - from < MAX_MARKS && (WIDE_ENDS.indexOf(text.charAt(end)) >= 0 || CLOSERS.indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        return end;
    }

    /// Whether the full stop at `i` belongs to the word before it: an abbreviation, an initial, or a list number.
    private boolean isAbbreviation(int i) {
        int from = i;
        while (from > 0 && (Character.isLetterOrDigit(text.charAt(from - 1)) || text.charAt(from - 1) == '.') && text.charAt(from - 1) < '\u2E80') {
            from--;
        }
        String word = LetterCase.lower(text.substring(from, i));
        boolean initial = word.length() == 1 && Character.isLetter(word.charAt(0)) && !word.equals("i");
        boolean numbered = !word.isEmpty() && word.chars().allMatch(Character::isDigit) && text.substring(0, from).isBlank();
        return initial || numbered || ABBREVIATIONS.contains(word);
    }

    private int forcedCut() {
        for (int i = scanned; i > MAX_CHARS / 2; i--) {
            char c = text.charAt(i - 1);
            if (Character.isWhitespace(c) || c == '，' || c == '、' || c == ',') {
                return i;
            }
        }
        return Character.isHighSurrogate(text.charAt(scanned - 1)) ? scanned - 1 : scanned;
    }

    private void take(int end, List<String> all) {
        int from = 0;
        // closing marks of the sentence before that came in a later piece
        while (from < end && (WIDE_ENDS.indexOf(text.charAt(from)) >= 0 || "”’」』）》】".indexOf(text.charAt(from)) >= 0)) {
            from++;
        }
        String sentence = text.substring(from, end).strip();
        text.delete(0, end);
        scanned = 0;
        if (!sentence.isEmpty()) {
            all.add(sentence);
            anyTaken = true;
        }
    }
}
