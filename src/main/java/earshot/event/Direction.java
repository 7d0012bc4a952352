package earshot.event;

/// Which way something went.
public enum Direction {
    /// Device to server.
    IN,
    /// Server to device.
    OUT,
    /// Something that happened here: a state, a problem, a decision.
    HERE
}
