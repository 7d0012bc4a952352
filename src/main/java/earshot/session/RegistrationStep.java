package earshot.session;

import earshot.feature.DeviceConnection;

/// A step that runs when a connection is registered, supplied by the engine. Steps run in order on the connection's thread, after
/// the connection holds the route of its device and before the hello. Source: badge-protocol section 1.6.
@FunctionalInterface
public interface RegistrationStep {
    /// @throws Exception to refuse the connection: the device gets an error text and the connection is closed
    void connected(DeviceConnection connection) throws Exception;

    /// The connection gave up its route. Called for every connection, also for one that was refused or replaced.
    default void disconnected(DeviceConnection connection) {}
}
