package earshot.wire;

/// Who ends a turn. Source: xiaozhi-protocol section 4.
public enum ListenMode {
    /// The server finds the end of speech.
    AUTO,
    /// The device says when it stops: push to talk.
    MANUAL,
    /// As auto, and the microphone keeps streaming while the device speaks.
    REALTIME;

    /// The word on the wire.
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
