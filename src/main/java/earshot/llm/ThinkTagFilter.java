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
        while (true) {
            // an end tag alone comes from chat templates that write the start tag themselves
            int open = held.indexOf(OPEN);
            int close = held.indexOf(CLOSE);
            int tag = thinking || open < 0 || close >= 0 && close < open ? close : open;
            if (tag < 0) {
                int keep = partialTagLength();
                take(held.length() - keep, kept);
                return withoutLeadingSpace(kept);
            }
            take(tag, kept);
            boolean opens = tag == open;
            held.delete(0, opens ? OPEN.length() : CLOSE.length());
            thinking = opens;
        }
    }

    /// Ends the stream and returns what was held back.
    String flush() {
        StringBuilder kept = new StringBuilder();
        take(held.length(), kept);
        return withoutLeadingSpace(kept);
    }

    private void take(int length, StringBuilder kept) {
        if (!thinking) {
            kept.append(held, 0, length);
        }
        held.delete(0, length);
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
