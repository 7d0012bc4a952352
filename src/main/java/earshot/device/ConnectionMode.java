package earshot.device;

import earshot.wire.WorkMode;
import java.util.Optional;

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

    /// Empty in conversation.
    public Optional<WorkMode> workMode() {
        return switch (this) {
            case MEETING -> Optional.of(WorkMode.MEETING);
            case CODING -> Optional.of(WorkMode.CODING);
            case WORKING -> Optional.of(WorkMode.WORKING);
            case CONNECTED_IDLE, DIALOG_PREPARING, DIALOG_ACTIVE -> Optional.empty();
        };
    }

    /// The name in logs and on the wire.
    public String wireName() {
        return wireName;
    }
}
