package earshot.engine;

import java.time.Instant;
import java.util.Optional;

/// Whether the server serves.
///
/// @param port of the WebSocket door in fact, 0 while closed
/// @param httpPort of the HTTP door in fact, 0 while closed
/// @param since when this phase was entered
/// @param lastCleanStop when an earlier run stopped in order; empty after a crash or on the first run
public record EngineState(Phase phase, int port, int httpPort, Instant since, Optional<Instant> lastCleanStop) {
    public enum Phase {
        STARTING,
        RUNNING,
        RESTARTING,
        /// The doors could not be opened; a problem says why.
        FAILED,
        STOPPED
    }
}
