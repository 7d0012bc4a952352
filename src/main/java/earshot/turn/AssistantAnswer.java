package earshot.turn;

import module java.base;

import earshot.audio.PcmAudio;

/// What an assistant answers.
public sealed interface AssistantAnswer {
    /// Complete sentences, spoken one after the other.
    record Sentences(List<String> sentences, Emotion emotion) implements AssistantAnswer {}

    /// Sentences as they arrive: the speech of each is made while the ones before it are played.
    record Stream(Function<AnswerListener, SentenceSource> begin) implements AssistantAnswer {}

    /// Audio that is played as it is.
    record Sound(PcmAudio pcmAudio, String caption) implements AssistantAnswer {}

    /// Nothing is spoken; the turn ends.
    record Silence() implements AssistantAnswer {}
}
