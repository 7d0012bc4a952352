package earshot.turn;

import earshot.audio.Speech;
import java.util.List;

/// What an assistant answers.
public sealed interface Answer {
    /// Sentences, spoken one after the other.
    record Sentences(List<String> sentences, Emotion emotion) implements Answer {}

    /// Sound to be played as it is, with the text shown beside it.
    record Sound(Speech speech, String caption) implements Answer {}

    /// Nothing is said; the turn ends.
    record Silence() implements Answer {}
}
