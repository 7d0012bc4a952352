package earshot.data;

/// Cuts text that others wrote, where it enters.
public final class TextLimit {
    private TextLimit() {}

    /// The text itself, or its beginning and `…` when it has more than `most` characters. A surrogate pair is not split.
    public static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
        return text.substring(0, end) + "…";
    }
}
