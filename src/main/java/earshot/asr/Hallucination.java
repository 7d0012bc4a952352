package earshot.asr;

/// A text that a recognizer gave although nobody said it.
public record Hallucination(String text, Reason reason) {
    public enum Reason {
        /// There was hardly any voice in the sound, or less than the text needs.
        LITTLE_VOICE,
        /// The recognizer itself doubts that anybody spoke.
        NO_SPEECH,
        /// It repeats what the recognizer was told to expect.
        PROMPT,
        /// Recognizers are known to give it where nobody speaks.
        KNOWN_PHRASE
    }
}
