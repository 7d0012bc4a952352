package earshot.asr;

import module java.base;

import earshot.data.TextLimit;

/// The recognised text of an utterance.
///
/// @param text without white space at its ends; empty when nothing was understood; cut at [#MAX_CHARS] characters, and then it ends in `…`
/// @param confidence 0 to 1; 1 also from recognisers that give none
/// @param noSpeech how probable it is that nobody spoke, 0 to 1, as Whisper's `no_speech_prob` says; empty from recognisers that do not judge it
public record RecognitionResult(String text, double confidence, OptionalDouble noSpeech) {
    /// Two minutes of fast speech have less than half of it.
    public static final int MAX_CHARS = 4_000;

    public RecognitionResult {
        text = TextLimit.cut(text, MAX_CHARS);
    }

    public RecognitionResult(String text, double confidence) {
        this(text, confidence, OptionalDouble.empty());
    }
}
