package earshot.llm;

/// Removes a model's reasoning between `<think>` and `</think>`, which must not be spoken, and white space before the first word. The stream
/// may split a tag anywhere; text that may be the start of a tag is held back until that is known.
final class ThinkTagFilter {
    private static final String OPEN = "<think>";
    private static final String CLOSE = "</think>";

    private final StringBuilder held = new StringBuilder();
    private boolean thinking;
    private boolean anyText;

    /// Adds text and returns what can be spoken of it now; may be empty.
    String filter(String text) {
        held.append(text);
        StringBuilder kept = new StringBuilder();
        int from = 0;
        for (int at = held.indexOf("<"); at >= 0; at = held.indexOf("<", Math.max(at + 1, from))) {
            // an end tag alone comes from chat templates that write the start tag themselves
            boolean opens = !thinking && startsWith(at, OPEN);
            if (opens || startsWith(at, CLOSE)) {
                keep(from, at, kept);
                from = at + (opens ? OPEN.length() : CLOSE.length());
                thinking = opens;
            }
        }
        int end = held.length() - partialTagLength();
        keep(from, Math.max(from, end), kept);
        held.delete(0, Math.max(from, end));
        return withoutLeadingSpace(kept);
    }

    /// Ends the stream and returns what was held back.
    String flush() {
        StringBuilder kept = new StringBuilder();
        keep(0, held.length(), kept);
        held.setLength(0);
        return withoutLeadingSpace(kept);
    }

    private boolean startsWith(int at, String tag) {
        return at + tag.length() <= held.length() && held.substring(at, at + tag.length()).equals(tag);
    }

    private void keep(int from, int to, StringBuilder kept) {
        if (!thinking) {
            kept.append(held, from, to);
        }
    }

    private String withoutLeadingSpace(StringBuilder kept) {
        String text = anyText ? kept.toString() : kept.toString().stripLeading();
        anyText |= !text.isEmpty();
        return text;
    }

    /// The number of characters at the end that may be the start of a tag.
    private int partialTagLength() {
        for (int length = Math.min(held.length(), CLOSE.length() - 1); length > 0; length--) {
            String end = held.substring(held.length() - length);
            if (CLOSE.startsWith(end) || OPEN.startsWith(end)) {
                return length;
            }
        }
        return 0;
    }
}
