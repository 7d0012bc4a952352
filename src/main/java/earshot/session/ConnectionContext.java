package earshot.session;

import earshot.device.ConnectionMode;
import earshot.device.ListenState;
import earshot.device.ModeChange;
import earshot.feature.DeviceConnection;

/// What the parts of one connection need from it. Only [#send], [#post] and the ids may be used off the connection's thread.
interface ConnectionContext extends DeviceConnection {
    /// Runs a task on the connection's thread. For any thread.
    void post(Runnable task);

    /// Counts work that a message of the device causes; too much of it ends the connection.
    ///
    /// @param tokens as [ConnectionInput] counts them
    /// @param at arrival of the message, monotonic nanoseconds
    void spend(int tokens, long at);

    /// Something visible changed: the device's row is published again.
    void changed();

    /// Shows a listen state that is over before the row is published again.
    void report(ListenState passing);

    /// Shows `line` as the newest event of the connection.
    void showEvent(String line);

    /// A person did something: the idle timeout starts over.
    ///
    /// @param at monotonic nanoseconds
    void activity(long at);

    ConnectionMode mode();

    /// Within conversation, or with the cause of a change of the work mode.
    void mode(ConnectionMode next, ModeChange.Cause cause);

    default void mode(ConnectionMode next) {
        mode(next, ModeChange.Cause.DEVICE);
    }
}
