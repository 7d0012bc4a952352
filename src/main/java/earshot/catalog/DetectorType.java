package earshot.catalog;

/// The types of voice activity detectors.
public enum DetectorType {
    WEBRTC(ProviderType.embedded("webrtc", "WebRTC"));

    private final ProviderType entry;

    DetectorType(ProviderType entry) {
        this.entry = entry;
    }

    public ProviderType entry() {
        return entry;
    }
}
