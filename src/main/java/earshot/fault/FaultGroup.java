package earshot.fault;

/// Where a fault shows.
public enum FaultGroup {
    /// On the way of messages and frames.
    CONNECTION,
    /// In the greeting.
    HELLO,
    /// In the answer to a boot request.
    OTA,
    /// In a turn: recognizer, assistant, voice.
    TURN
}
