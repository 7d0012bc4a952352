package earshot.feature;

import earshot.wire.MessageFamily;
import earshot.wire.WorkMode;
import java.util.Optional;

/// A family of messages that is served beside voice. Safe for use from any thread.
public interface DeviceFeature {
    /// The messages it takes; no other feature takes the same.
    MessageFamily family();

    /// The work mode it serves.
    default Optional<WorkMode> mode() {
        return Optional.empty();
    }

    /// Names the devices that it may send to. Called once, before the first connection.
    default void start(ConnectedDevices devices) {}

    /// Opens its part of a connection that is registered and has not been greeted yet. Called on the connection's thread; returns at once.
    FeatureSession open(FeatureConnection connection);
}
