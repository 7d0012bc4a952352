package earshot.event;

/// The direction of an event.
public enum Direction {
    /// Device to server.
    IN,
    /// Server to device.
    OUT,
    /// No message: a state, a problem or a decision of the server.
    HERE
}
