package earshot.config;

/// What a provider does. The name of the constant is its section in the settings and its key in `selected_module`.
public enum ProviderKind {
    /// Language models.
    LLM,
    /// Recognisers.
    ASR,
    /// Voices.
    TTS,
    /// Voice activity detectors.
    VAD
}
