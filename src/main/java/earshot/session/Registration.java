package earshot.session;

/// One step of taking a connection in, handed in by who composes. Steps run in their order on the connection's thread, after
/// it holds the route of its device and before it is greeted. Source: badge-protocol section 1.6.
@FunctionalInterface
public interface Registration {
    /// @throws Exception when the connection must not go on: the device is told and the connection closed
    void arrived(Connected connection) throws Exception;

    /// The connection gave its route up. Runs for every connection, also for one that was refused or replaced.
    default void left(Connected connection) {}
}
