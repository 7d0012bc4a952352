package earshot.asr;

import module java.base;

import earshot.data.TextLimit;

/// The recognized text of an utterance.
///
/// @param text without white space at its ends; empty when nothing was understood; cut at [#MAX_CHARS] characters, and then it ends in `…`
/// @param confidence 0 to 1; 1 also from recognizers that give none
/// @param noSpeech how probable it is that nobody spoke, 0 to 1, as Whisper's `no_speech_prob` says; empty from recognizers that do not judge it
/// @param hints what the recognizer was told beside the sound: a prompt, words or sentences to expect
/// @param parts the text by who said it, in order; empty where the recognizer does not tell speakers apart
/// @param waited how long it was not worked on after the utterance had ended, because all computing threads were busy
public record RecognitionResult(String text, double confidence, OptionalDouble noSpeech, List<String> hints, List<SpeakerPart> parts, Duration waited) {
    /// Two minutes of fast speech have less than half of it.
    public static final int MAX_CHARS = 4_000;

    /// @param speaker a number or name that the recognizer gives, the same within one utterance
    /// @param begin after that of the utterance
    public record SpeakerPart(String speaker, String text, Duration begin) {}

    public RecognitionResult {
        text = TextLimit.cut(text, MAX_CHARS);
        hints = List.copyOf(hints);
        parts = List.copyOf(parts);
    }

    public RecognitionResult(String text, double confidence, OptionalDouble noSpeech, List<String> hints, List<SpeakerPart> parts) {
        this(text, confidence, noSpeech, hints, parts, Duration.ZERO);
    }

    public RecognitionResult(String text, double confidence, OptionalDouble noSpeech) {
        this(text, confidence, noSpeech, List.of(), List.of());
    }

    public RecognitionResult(String text, double confidence) {
        this(text, confidence, OptionalDouble.empty());
    }

    public RecognitionResult withHints(List<String> told) {
        return new RecognitionResult(text, confidence, noSpeech, told, parts, waited);
    }

    RecognitionResult withWaited(Duration wait) {
        return new RecognitionResult(text, confidence, noSpeech, hints, parts, wait);
    }
}
