package earshot.data;

import module java.base;

/// Text in lower or upper case, letter by letter. [String#toLowerCase] reads the words around each capital sigma and copies the text at each dotted
/// İ: with a few kilobytes of such letters, which anybody can send, it takes seconds. Here the time grows with the length, which stays the same.
public final class LetterCase {
    private LetterCase() {}

    /// In lower case, whatever the language.
    public static String lower(String text) {
        return isAscii(text) ? text.toLowerCase(Locale.ROOT) : map(text, Character::toLowerCase);
    }

    /// In upper case, whatever the language.
    public static String upper(String text) {
        return isAscii(text) ? text.toUpperCase(Locale.ROOT) : map(text, Character::toUpperCase);
    }

    /// For comparing: two texts that differ in case alone are equal, also where a letter has several lower forms, as σ and ς.
    public static String folded(String text) {
        return isAscii(text) ? text.toLowerCase(Locale.ROOT) : map(text, letter -> Character.toLowerCase(Character.toUpperCase(letter)));
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static String map(String text, IntUnaryOperator change) {
        StringBuilder changed = new StringBuilder(text.length());
        text.codePoints().map(change).forEach(changed::appendCodePoint);
        return changed.toString();
    }
}
