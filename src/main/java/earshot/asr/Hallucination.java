package earshot.asr;

/// A text that a recogniser gave although nobody said it.
public record Hallucination(String text, Reason reason) {
    public enum Reason {
        /// There was hardly any voice in the sound, or less than the text needs.
        LITTLE_VOICE,
        /// The recogniser itself doubts that anybody spoke.
        NO_SPEECH,
        /// It repeats what the recogniser was told to expect.
        PROMPT,
        /// Recognisers are known to give it where nobody speaks.
        KNOWN_PHRASE
    }
}
