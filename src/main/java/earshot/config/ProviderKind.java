package earshot.config;

/// What a provider does. The name is the section of the settings that it stands in, and its key in `selected_module`.
public enum ProviderKind {
    /// Language models.
    LLM,
    /// Recognisers.
    ASR,
    /// Voices.
    TTS,
    /// Detectors of speech.
    VAD
}
