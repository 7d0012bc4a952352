package earshot.turn;

import earshot.audio.Speech;
import java.util.List;
import java.util.function.Function;

/// What an assistant answers.
public sealed interface Answer {
    /// Sentences, spoken one after the other.
    record Sentences(List<String> sentences, Emotion emotion) implements Answer {}

    /// Sentences as they come: each is voiced while the ones before it are played.
    record Stream(Function<Account, SentenceSource> begin) implements Answer {}

    /// Sound to be played as it is, with the text shown beside it.
    record Sound(Speech speech, String caption) implements Answer {}

    /// Nothing is said; the turn ends.
    record Silence() implements Answer {}
}
