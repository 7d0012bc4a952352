package earshot.turn;

import java.util.Optional;

/// One sentence of an answer, ready to be spoken and shown: without emoji and markup.
///
/// @param emotion shown from this sentence on; empty keeps the one before
public record Sentence(String text, Optional<Emotion> emotion) {
    /// A sentence that keeps the emotion.
    public static Sentence of(String text) {
        return new Sentence(text, Optional.empty());
    }

    /// `text` followed by `next`: with a space between them, unless the script has none, such as Chinese.
    public static String join(String text, String next) {
        return text + (text.isEmpty() || text.charAt(text.length() - 1) >= '\u2E80' ? "" : " ") + next;
    }
}
