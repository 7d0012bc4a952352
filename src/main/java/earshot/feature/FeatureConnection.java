package earshot.feature;

import earshot.device.ConnectionMode;
import earshot.wire.ListenMode;

/// A connection as a feature uses it. [#listenMode] and [#spend] are for the connection's thread, the rest for any.
public interface FeatureConnection extends DeviceConnection {
    /// Runs a task on the connection's thread. One that fails ends the connection.
    void post(Runnable task);

    ConnectionMode mode();

    /// Takes the device to listen in this way from now on, as if it had said so. Sends nothing.
    void listenMode(ListenMode mode);

    /// Counts work that a message of the device causes beyond its own text, for example 20 for a call of a model: too much of it ends the connection.
    void spend(int tokens);
}
