package earshot.data;

import module java.base;

/// Finds where a JSON object or array ends, in a text that arrives in pieces, without parsing it. Each character is looked at once. What
/// is between the brackets need not be valid. Not safe for use from several threads at once.
public final class JsonEndFinder {
    private final boolean singleQuotes;
    private int depth;
    private boolean inString;
    private char quote;
    private boolean escaped;
    private boolean ended;

    public JsonEndFinder() {
        this(false);
    }

    private JsonEndFinder(boolean singleQuotes) {
        this.singleQuotes = singleQuotes;
    }

    /// One that takes texts in single quotes for texts, too.
    public static JsonEndFinder withSingleQuotes() {
        return new JsonEndFinder(true);
    }

    /// Whether a text begins like a JSON object or array, after white space.
    public static boolean begins(CharSequence text) {
        int at = 0;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at < text.length() && (text.charAt(at) == '{' || text.charAt(at) == '[');
    }

    /// Looks at the next piece, from an index on. The index after the last bracket; empty when the value continues. To be called no more after that.
    public OptionalInt end(CharSequence piece, int from) {
        for (int i = from; i < piece.length() && !ended; i++) {
            char c = piece.charAt(i);
            if (inString) {
                inString = escaped || c != quote;
                escaped = !escaped && c == '\\';
            } else if (c == '"' || c == '\'' && singleQuotes) {
                inString = true;
                quote = c;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                ended = --depth <= 0;
                if (ended) {
                    return OptionalInt.of(i + 1);
                }
            }
        }
        return OptionalInt.empty();
    }
}
