package earshot.turn;

import java.util.Optional;

/// One sentence of an answer, ready to be spoken and shown: no emoji, no markup.
///
/// @param emotion the face to make from this sentence on, where it says
public record Sentence(String text, Optional<Emotion> emotion) {
    /// A sentence that changes no face.
    public static Sentence of(String text) {
        return new Sentence(text, Optional.empty());
    }
}
