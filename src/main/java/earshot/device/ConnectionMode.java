package earshot.device;

/// What a connection is used for. Source: badge-protocol section 3.2.
public enum ConnectionMode {
    CONNECTED_IDLE("connected.idle"),
    DIALOG_PREPARING("dialog.preparing"),
    DIALOG_ACTIVE("dialog.active"),
    MEETING("meeting"),
    CODING("coding"),
    WORKING("working");

    private final String wireName;

    ConnectionMode(String wireName) {
        this.wireName = wireName;
    }

    /// The name in logs and on the wire.
    public String wireName() {
        return wireName;
    }
}
