package earshot.capture;

import earshot.server.Handshake;

/// Wants to know what passes on connections. Safe for use from any thread.
@FunctionalInterface
public interface TrafficObserver {
    /// A connection begins. Called before anything passes; returns at once.
    TrafficListener connected(Handshake handshake);
}
