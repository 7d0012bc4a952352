package earshot.session;

/// Gives every connection its own way to start turns. Safe for use from any thread.
public interface ConnectionTurnFactory {
    /// The turns of one connection, with that connection's own assistant, recognizer and voice.
    ///
    /// @param connection provides the workers for the turns, and closes what it owns
    ConnectionTurns forConnection(ConnectionResources connection);
}
