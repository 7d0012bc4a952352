package earshot.llm;

/// Why a model serves a purpose.
public enum ResolutionReason {
    /// The purpose's own entry names it.
    OWN_ENTRY("own"),
    /// The entry `default` names it.
    DEFAULT_ENTRY("default.entry"),
    /// No entry applies: it is the selected model.
    SELECTED("selected"),
    /// The entry names a model that does not exist; the selected one is the fallback.
    UNKNOWN_ALIAS("fallback.unknown"),
    /// The named model could not be made; the selected one is the fallback.
    LOOKUP_FAILED("fallback.failed"),
    /// No model is configured.
    NONE("none");

    private final String key;

    ResolutionReason(String key) {
        this.key = key;
    }

    public String key() {
        return key;
    }

    /// Whether another model than the configured one serves.
    public boolean fallback() {
        return this == UNKNOWN_ALIAS || this == LOOKUP_FAILED;
    }
}
