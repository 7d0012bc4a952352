package earshot.llm;

/// Takes out what a model thinks aloud between `<think>` and `</think>`, which nobody wants to hear, and white space before the first
/// word. The tags may be cut anywhere by the stream; what might be the begin of one is held back until it is known.
final class Thoughts {
    private static final String OPEN = "<think>";
    private static final String CLOSE = "</think>";

    private final StringBuilder held = new StringBuilder();
    private boolean thinking;
    private boolean begun;

    /// What of the text so far can be spoken; may be empty.
    String words(String text) {
        held.append(text);
        StringBuilder words = new StringBuilder();
        while (true) {
            // a stray end tag is left by chat templates that open the thought themselves
            int open = held.indexOf(OPEN);
            int close = held.indexOf(CLOSE);
            int tag = thinking || open < 0 || close >= 0 && close < open ? close : open;
            if (tag < 0) {
                int keep = beginOfTag();
                take(held.length() - keep, words);
                return begin(words);
            }
            take(tag, words);
            boolean opens = tag == open;
            held.delete(0, opens ? OPEN.length() : CLOSE.length());
            thinking = opens;
        }
    }

    /// What was held back, when the stream is over.
    String rest() {
        StringBuilder words = new StringBuilder();
        take(held.length(), words);
        return begin(words);
    }

    private void take(int length, StringBuilder words) {
        if (!thinking) {
            words.append(held, 0, length);
        }
        held.delete(0, length);
    }

    private String begin(StringBuilder words) {
        String text = begun ? words.toString() : words.toString().stripLeading();
        begun |= !text.isEmpty();
        return text;
    }

    /// How many characters at the end may be the begin of a tag.
    private int beginOfTag() {
        for (int length = Math.min(held.length(), CLOSE.length() - 1); length > 0; length--) {
            String end = held.substring(held.length() - length);
            if (CLOSE.startsWith(end) || OPEN.startsWith(end)) {
                return length;
            }
        }
        return 0;
    }
}
