package earshot.meeting.store;

import module java.base;

import earshot.data.LetterCase;

/// Prepares text for the search index and for queries. Full and half width, case and accents make no difference. Pure functions.
final class SearchText {
    /// Characters of a query that count: nobody searches for more, and each word is looked up on its own.
    private static final int MAX_QUERY_CHARS = 200;

    private SearchText() {}

    /// The text for the index, with spaces around each character of a language that is written without spaces.
    static String indexed(String text) {
        StringBuilder spaced = new StringBuilder(text.length() * 2);
        LetterCase.folded(Normalizer.normalize(text, Normalizer.Form.NFKC)).codePoints().forEach(c -> {
            if (standsAlone(c)) {
                spaced.append(' ').appendCodePoint(c).append(' ');
            } else {
                spaced.appendCodePoint(c);
            }
        });
        return spaced.toString();
    }

    /// The words of a query that count.
    static List<String> words(String query) {
        String read = query.length() <= MAX_QUERY_CHARS ? query : query.substring(0, MAX_QUERY_CHARS);
        return Arrays.stream(Normalizer.normalize(read, Normalizer.Form.NFKC).split("[\\s\"\\x00]+"))
            .filter(word -> word.codePoints().anyMatch(Character::isLetterOrDigit)).toList();
    }

    /// The index query for texts that contain all of `words`, each as a phrase; a word of letters matches as a prefix. Empty without words.
    static Optional<String> query(String words) {
        List<String> phrases = words(words).stream().map(word -> {
            int last = word.codePoints().reduce(0, (_, c) -> Character.isLetterOrDigit(c) ? c : 0);
            boolean mayGoOn = last != 0 && !standsAlone(last);
            return "\"" + indexed(word).strip() + "\"" + (mayGoOn ? " *" : "");
        }).toList();
        return phrases.isEmpty() ? Optional.empty() : Optional.of(String.join(" AND ", phrases));
    }

    /// Whether a short text without an index contains a word, or for one of letters a word that begins so.
    static boolean contains(String text, String word) {
        String spaced = " " + plain(text) + " ";
        String wanted = plain(word);
        return spaced.contains(" " + wanted) && !wanted.isEmpty();
    }

    /// Letters, digits and spaces, without accents.
    private static String plain(String text) {
        return Normalizer.normalize(indexed(text), Normalizer.Form.NFD).replaceAll("\\p{M}+", "").replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    }

    private static boolean standsAlone(int c) {
        return c >= 0x1100 && switch (Character.UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO -> Character.isLetter(c);
            default -> false;
        };
    }
}
