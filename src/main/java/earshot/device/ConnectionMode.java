package earshot.device;

/// What a connection is used for. Source: badge-protocol section 3.2.
public enum ConnectionMode {
    CONNECTED_IDLE("connected.idle"),
    DIALOG_PREPARING("dialog.preparing"),
    DIALOG_ACTIVE("dialog.active"),
    MEETING("meeting"),
    CODING("coding"),
    WORKING("working");

    private final String word;

    ConnectionMode(String word) {
        this.word = word;
    }

    /// The name in logs and on the wire.
    public String word() {
        return word;
    }
}
