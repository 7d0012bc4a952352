package earshot.session;

import module java.base;

import earshot.data.LetterCase;

/// Compares sentences and secrets.
final class TextComparison {
    private TextComparison() {}

    /// Whether two sentences are equal apart from case, punctuation and white space.
    static boolean sameText(String one, String other) {
        return normalized(one).equals(normalized(other));
    }

    /// Whether two secrets are equal, compared in constant time.
    static boolean sameSecret(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static String normalized(String text) {
        return LetterCase.folded(text.replaceAll("[\\p{P}\\p{S}\\s]+", ""));
    }
}
