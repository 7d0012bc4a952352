package earshot.device;

import java.util.Optional;
import java.util.stream.Stream;

/// The transitions between connection modes. Source: badge-protocol section 3.2.
///
/// The source's "no mode" after `mode end` is [ConnectionMode#CONNECTED_IDLE] here, because nothing distinguishes them. A
/// dialog never ends a work mode (the original did, and lost the mode), and no mode change sends a placeholder page.
public final class ModeRules {
    private ModeRules() {}

    /// The device started listening.
    public static ConnectionMode listening(ConnectionMode from) {
        return dialog(from) ? ConnectionMode.DIALOG_PREPARING : from;
    }

    /// A turn began.
    public static ConnectionMode turn(ConnectionMode from) {
        return dialog(from) ? ConnectionMode.DIALOG_ACTIVE : from;
    }

    /// Nobody spoke for `listen_timeout_ms`.
    public static ConnectionMode timedOut(ConnectionMode from) {
        return from == ConnectionMode.DIALOG_PREPARING ? ConnectionMode.CONNECTED_IDLE : from;
    }

    /// Whether the no-voice limit of the idle timeout is three times as long: people are silent in meetings and at work.
    public static boolean patient(ConnectionMode mode) {
        return mode == ConnectionMode.MEETING || mode == ConnectionMode.WORKING;
    }

    /// The work mode of a name on the wire; empty for any other name.
    public static Optional<ConnectionMode> work(String word) {
        return Stream.of(ConnectionMode.MEETING, ConnectionMode.CODING, ConnectionMode.WORKING).filter(mode -> mode.word().equals(word)).findFirst();
    }

    private static boolean dialog(ConnectionMode mode) {
        return switch (mode) {
            case CONNECTED_IDLE, DIALOG_PREPARING, DIALOG_ACTIVE -> true;
            case MEETING, CODING, WORKING -> false;
        };
    }
}
