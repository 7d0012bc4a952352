package earshot.server;

/// Receives every attempt to connect. Called on any thread; returns at once.
@FunctionalInterface
public interface ConnectionAttemptListener {
    /// A new attempt, or a known one (same number) that got further or failed.
    void attemptChanged(ConnectionAttempt attempt);
}
