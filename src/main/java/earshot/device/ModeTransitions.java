package earshot.device;

/// The transitions between connection modes. Source: badge-protocol section 3.2.
///
/// The source's "no mode" after `mode end` is [ConnectionMode#CONNECTED_IDLE] here, because nothing distinguishes them. A
/// dialog never ends a work mode (the original did, and lost the mode), and no mode change sends a placeholder page.
public final class ModeTransitions {
    private ModeTransitions() {}

    /// The device started listening.
    public static ConnectionMode onListening(ConnectionMode from) {
        return dialog(from) ? ConnectionMode.DIALOG_PREPARING : from;
    }

    /// A turn began.
    public static ConnectionMode onTurn(ConnectionMode from) {
        return dialog(from) ? ConnectionMode.DIALOG_ACTIVE : from;
    }

    /// Nobody spoke for `listen_timeout_ms`.
    public static ConnectionMode onTimeout(ConnectionMode from) {
        return from == ConnectionMode.DIALOG_PREPARING ? ConnectionMode.CONNECTED_IDLE : from;
    }

    /// Whether the no-voice limit of the idle timeout is three times as long: people are silent in meetings and at work.
    public static boolean allowsLongSilence(ConnectionMode mode) {
        return mode == ConnectionMode.MEETING || mode == ConnectionMode.WORKING;
    }

    private static boolean dialog(ConnectionMode mode) {
        return switch (mode) {
            case CONNECTED_IDLE, DIALOG_PREPARING, DIALOG_ACTIVE -> true;
            case MEETING, CODING, WORKING -> false;
        };
    }
}
