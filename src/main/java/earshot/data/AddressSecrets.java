package earshot.data;

/// Secrets in addresses: user names and passwords (`https://user:password@host`) and queries (`?token=…`), which may hold keys under any name.
///
/// A hand-written scanner: texts come from outside, and each character is looked at a fixed number of times.
public final class AddressSecrets {
    private static final String MASK = "***";
    private static final String[] MARKS = {"://", ":\\/\\/"};
    private static final String AUTHORITY_ENDS = "/?#\\\"'<>`{}[]|^ \t\r\n,;)";
    private static final String ADDRESS_ENDS = "\"'<>`{}|^ \t\r\n)\\";

    private AddressSecrets() {}

    /// Whether the text holds an address with a secret in it.
    public static boolean in(String text) {
        return !mask(text).equals(text);
    }

    /// The text with these parts of its addresses masked; the same object when there are none.
    public static String mask(String text) {
        String masked = text;
        for (String mark : MARKS) {
            if (masked.contains(mark)) {
                masked = mask(masked, mark);
            }
        }
        return masked;
    }

    private static String mask(String text, String mark) {
        StringBuilder out = new StringBuilder(text.length());
        int done = 0;
        int end = -1;
        int lastUserEnd = -1;
        for (int at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, Math.max(done, at + mark.length()))) {
            int from = at + mark.length();
            if (from > end) {
                // addresses may stand in one another: what ends them is looked for once
                end = until(text, from, ADDRESS_ENDS, text.length());
                lastUserEnd = last(text, '@', from, end);
            }
            int user = userEnd(text, from, until(text, from, AUTHORITY_ENDS, end), lastUserEnd);
            if (user > from) {
                out.append(text, done, from).append(MASK);
                done = user;
            }
            int query = until(text, Math.max(from, done), "?", Math.min(end, next(text, mark, Math.max(from, done))));
            if (query + 1 < end && text.charAt(query) == '?' && !text.startsWith(MASK, query + 1)) {
                out.append(text, done, query + 1).append(MASK);
                done = end;
            }
        }
        return out.append(text, done, text.length()).toString();
    }

    private static int next(String text, String mark, int from) {
        int next = text.indexOf(mark, from);
        return next < 0 ? text.length() : next;
    }

    /// The index of the `@` after the user, or -1. In a path an `@` is common: there it counts only after a colon without a number, since a
    /// password may hold a slash or a question mark that nobody encoded.
    private static int userEnd(String text, int from, int authority, int lastUserEnd) {
        int at = last(text, '@', from, authority);
        if (at >= from) {
            return at;
        }
        int colon = until(text, from, ":", authority);
        boolean password = colon < authority && (colon + 1 == authority || !Character.isDigit(text.charAt(colon + 1)));
        return password && lastUserEnd >= authority ? lastUserEnd : -1;
    }

    private static int last(String text, char c, int from, int to) {
        int i = to - 1;
        while (i >= from && text.charAt(i) != c) {
            i--;
        }
        return i >= from ? i : -1;
    }

    /// A backslash before a slash is one of JSON, and ends nothing.
    private static int until(String text, int from, String stops, int end) {
        int i = from;
        while (i < end && (stops.indexOf(text.charAt(i)) < 0 || text.charAt(i) == '\\' && i + 1 < end && text.charAt(i + 1) == '/')) {
            i++;
        }
        return i;
    }
}
