package earshot.turn;

import earshot.audio.Speech;
import java.util.List;
import java.util.function.Function;

/// What an assistant answers.
public sealed interface Answer {
    /// Complete sentences, spoken one after the other.
    record Sentences(List<String> sentences, Emotion emotion) implements Answer {}

    /// Sentences as they arrive: the speech of each is made while the ones before it are played.
    record Stream(Function<Account, SentenceSource> begin) implements Answer {}

    /// Audio that is played as it is.
    ///
    /// @param caption the text shown with it
    record Sound(Speech speech, String caption) implements Answer {}

    /// Nothing is spoken; the turn ends.
    record Silence() implements Answer {}
}
