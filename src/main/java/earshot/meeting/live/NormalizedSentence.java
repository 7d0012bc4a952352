package earshot.meeting.live;

import module java.base;

import earshot.data.LetterCase;

/// A sentence normalized for comparison: width, case, white space and punctuation are removed.
///
/// Marks that carry meaning stay: `%`, `#`, `/`, a sign before a number, any mark between digits (1.5 is not 15), an apostrophe in a word.
///
/// @param key empty when it contains no words
/// @param finished whether it ends with a full stop, question or exclamation mark; an ellipsis does not count
/// @param complete whether it is known not to be a partial
record NormalizedSentence(String key, boolean finished, boolean complete) {
    /// Minimum weight of a sentence that two people hardly say by chance; a Chinese character weighs two, any other one.
    private static final int LONG = 16;
    private static final String DROPPED = ".,;:!?…。，、；：！？·\"'`“”‘’„«»‹›「」『』《》〈〉【】〔〕()[]{}-―~_¿¡｡､";
    private static final Pattern DASHES = Pattern.compile("[‐‑‒–—]");
    private static final String ENDS = "。！？.!?｡";
    private static final String CLOSES = "\"'”’»›」』》〉】〕)]}";

    static NormalizedSentence of(String text) {
        return new NormalizedSentence(key(text), finished(text), false);
    }

    /// The same, known to be finished whatever it ends with: some recognizers write no punctuation.
    NormalizedSentence asComplete() {
        return new NormalizedSentence(key, true, true);
    }

    boolean same(NormalizedSentence other) {
        return key.equals(other.key);
    }

    /// Whether the other one starts with this one.
    boolean begins(NormalizedSentence other) {
        return other.key.startsWith(key);
    }

    /// Whether this may be a partial of the other one. Some recognizers end every partial with a full stop; nobody begins two sentences
    /// with the same long one, but many begin with "yes", and both count.
    boolean growsInto(NormalizedSentence other) {
        return !complete && begins(other) && (finished ? longEnough() && !same(other) && !splitsNumber(other) : !same(other) || other.finished);
    }

    private boolean splitsNumber(NormalizedSentence other) {
        return Character.isDigit(key.charAt(key.length() - 1)) && Character.isDigit(other.key.charAt(key.length()));
    }

    boolean longEnough() {
        return key.codePoints().map(c -> Character.isIdeographic(c) || Character.UnicodeScript.of(c) == Character.UnicodeScript.HANGUL ? 2 : 1).sum() >= LONG;
    }

    private static String key(String text) {
        String folded = LetterCase
            .folded(Normalizer.normalize(DASHES.matcher(text).replaceAll("-"), Normalizer.Form.NFKC).replace('’', '\'').replace("ß", "ss"));
        StringBuilder key = new StringBuilder(folded.length());
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            if (DROPPED.indexOf(c) >= 0 ? isSignificant(folded, i, c) : !Character.isWhitespace(c) && !Character.isSpaceChar(c) && !Character.isISOControl(c)
                && Character.getType(c) != Character.FORMAT) {
                key.append(c);
            }
        }
        return key.toString();
    }

    private static boolean isSignificant(String text, int i, char c) {
        boolean digitBefore = i > 0 && Character.isDigit(text.charAt(i - 1));
        boolean digitAfter = i + 1 < text.length() && Character.isDigit(text.charAt(i + 1));
        return switch (c) {
            case '-' -> digitAfter && (i == 0 || !Character.isLetter(text.charAt(i - 1)));
            case '\'' -> i > 0 && Character.isLetter(text.charAt(i - 1)) && i + 1 < text.length() && Character.isLetter(text.charAt(i + 1));
            default -> digitBefore && digitAfter;
        };
    }

    private static boolean finished(String text) {
        int end = text.length();
        while (end > 0 && (Character.isWhitespace(text.charAt(end - 1)) || CLOSES.indexOf(text.charAt(end - 1)) >= 0)) {
            end--;
        }
        String said = Normalizer.normalize(text.substring(0, end), Normalizer.Form.NFC);
        return !said.isEmpty() && ENDS.indexOf(said.charAt(said.length() - 1)) >= 0 && !said.endsWith("..") && !said.endsWith("。。");
    }
}
