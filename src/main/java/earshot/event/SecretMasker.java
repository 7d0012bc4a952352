package earshot.event;

import module java.base;

import earshot.data.AddressSecrets;
import earshot.data.LetterCase;

/// Masks secrets in text before it is logged or shown: the values of keys that contain one of the words of badge-protocol
/// section 8.5 (and `authorization`, `password`), in JSON, in JSON quoted inside JSON, in query strings, in headers and
/// in maps as the runtime prints them, and the secrets in addresses. Everything else stays unchanged.
///
/// A hand-written scanner and no regular expression: the text comes from outside, may be cut anywhere, and must neither take more
/// than one pass nor overflow the stack. What follows a run of letters is therefore looked at once, however many of the words are in the run.
public final class SecretMasker {
    public static final String MASK = "***";

    private static final String[] WORDS = {"api_key", "apikey", "api-key", "appkey", "app_key", "token", "secret",
        "authorization", "password", "passwd", "private_key", "access_key",
        "signature_key", "bearer", "passphrase", "psk", "pwd"};
    /// Masked in text as well: with its device id, a client id is enough to get the token of a board from OTA.
    private static final String[] HOLDER_WORDS = {"client-id", "client_id", "clientid"};
    private static final String BEARER = "bearer";
    private static final String HEADER = "authorization";

    private SecretMasker() {}

    /// Whether the value of this key is secret.
    public static boolean isSecretKey(String key) {
        String lower = LetterCase.lower(key);
        return Arrays.stream(WORDS).anyMatch(lower::contains);
    }

    /// The text with its secrets masked; the same object when there are none.
    public static String mask(String text) {
        return maskKeys(AddressSecrets.mask(text));
    }

    private static String maskKeys(String text) {
        StringBuilder out = null;
        int copied = 0;
        int at = 0;
        int runEnd = 0;
        while (at < text.length()) {
            int word = wordAt(text, at);
            if (word == 0) {
                at++;
                continue;
            }
            boolean newRun = at >= runEnd;
            runEnd = newRun ? keyEnd(text, at + word) : runEnd;
            Span secret = newRun ? secretBehind(text, at, runEnd) : null;
            secret = secret == null && at + word == runEnd ? bearerToken(text, at, runEnd) : secret;
            if (secret == null) {
                at += word;
                continue;
            }
            if (out == null) {
                out = new StringBuilder(text.length());
            }
            out.append(text, copied, secret.from).append(secret.replacement);
            copied = secret.to;
            at = Math.max(secret.to, at + word);
        }
        return out == null ? text : out.append(text, copied, text.length()).toString();
    }

    private record Span(int from, int to, String replacement) {}

    private static int wordAt(String text, int at) {
        if ("atspbcATSPBC".indexOf(text.charAt(at)) < 0) {
            return 0;
        }
        for (String word : text.charAt(at) == 'c' || text.charAt(at) == 'C' ? HOLDER_WORDS : WORDS) {
            if (text.regionMatches(true, at, word, 0, word.length())) {
                return word.length();
            }
        }
        return 0;
    }

    private static int keyEnd(String text, int from) {
        int i = from;
        while (i < text.length() && keyPart(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /// What stands after the word `bearer`, or null when that is not a token.
    private static Span bearerToken(String text, int begin, int end) {
        int gap = gap(text, end);
        if (gap == 0 || !text.regionMatches(true, begin, BEARER, 0, BEARER.length())) {
            return null;
        }
        int to = plainEnd(text, end + gap);
        return to - end - gap >= 6 ? new Span(end + gap, to, MASK) : null;
    }

    /// The value of the key from `begin`, where its first secret word stands, to `end`, or null when none follows.
    private static Span secretBehind(String text, int begin, int end) {
        int i = end;
        boolean quoted = false;
        while (i < text.length() && (text.charAt(i) == '\\' || text.charAt(i) == '"' || text.charAt(i) == '\'')) {
            quoted = true;
            i++;
        }
        i = skipSpace(text, i);
        if (i >= text.length() || text.charAt(i) != ':' && text.charAt(i) != '=') {
            return null;
        }
        i = skipSpace(text, i + 1);
        return i >= text.length() ? null : value(text, i, quoted, namesHeader(text, begin, end));
    }

    private static boolean namesHeader(String text, int begin, int end) {
        return IntStream.rangeClosed(begin, end - HEADER.length()).anyMatch(at -> text.regionMatches(true, at, HEADER, 0, HEADER.length()));
    }

    private static Span value(String text, int from, boolean quoted, boolean header) {
        int slashes = 0;
        while (from + slashes < text.length() && text.charAt(from + slashes) == '\\') {
            slashes++;
        }
        int quoteAt = from + slashes;
        if (quoteAt < text.length() && (text.charAt(quoteAt) == '"' || text.charAt(quoteAt) == '\'')) {
            return new Span(quoteAt + 1, closing(text, quoteAt + 1, text.charAt(quoteAt), slashes) - slashes, MASK);
        }
        char first = text.charAt(from);
        if (first == '{' || first == '[') {
            return new Span(from, balanced(text, from), quoted ? '"' + MASK + '"' : MASK);
        }
        int to = header ? headerEnd(text, from) : plainEnd(text, from + bearer(text, from));
        boolean literal = quoted && !header;
        return to == from ? null : new Span(from, to, literal ? '"' + MASK + '"' : MASK);
    }

    /// Index of the closing quote at the same depth of quoting; the end of the text plus `slashes`, which the caller subtracts, when the
    /// text was cut off.
    private static int closing(String text, int from, char quote, int slashes) {
        int modulus = 2 * (slashes + 1);
        int before = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == quote && before % modulus == slashes) {
                return i;
            }
            before = c == '\\' ? before + 1 : 0;
        }
        return text.length() + slashes;
    }

    private static int balanced(String text, int from) {
        int depth = 0;
        for (int i = from; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '{', '[' -> depth++;
                case '}', ']' -> {
                    if (--depth == 0) {
                        return i + 1;
                    }
                }
                case '"' -> i = Math.min(text.length() - 1, closing(text, i + 1, '"', 0));
                default -> { }
            }
        }
        return text.length();
    }

    private static int bearer(String text, int from) {
        return text.regionMatches(true, from, BEARER, 0, BEARER.length()) ? BEARER.length() + gap(text, from + BEARER.length()) : 0;
    }

    /// Length of the white space at `at`, in plain or in query form.
    private static int gap(String text, int at) {
        return text.startsWith("%20", at) ? 3 : text.startsWith("+", at) ? 1 : skipSpace(text, at) - at;
    }

    private static int skipSpace(String text, int from) {
        int i = from;
        while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
            i++;
        }
        return i;
    }

    private static int plainEnd(String text, int from) {
        return until(text, from, " \t\r\n&,;\"'}])<>#");
    }

    private static int headerEnd(String text, int from) {
        return until(text, from, "\r\n&,;\"'}]");
    }

    private static int until(String text, int from, String stops) {
        int i = from;
        while (i < text.length() && stops.indexOf(text.charAt(i)) < 0) {
            i++;
        }
        return Math.min(i, text.length());
    }

    private static boolean keyPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
    }
}
