package earshot.engine;

import module java.base;

/// Whether the server is running.
///
/// @param port actual WebSocket port, 0 while closed
/// @param httpPort actual HTTP port, 0 while closed
/// @param since when this phase was entered
public record EngineState(Phase phase, int port, int httpPort, Instant since, PreviousRun previousRun) {
    public enum Phase {
        STARTING,
        RUNNING,
        RESTARTING,
        /// The server could not be opened; a problem says why.
        FAILED,
        STOPPED
    }
}
