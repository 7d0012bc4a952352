package earshot.session;

import earshot.turn.Assistant;
import java.util.function.UnaryOperator;

/// Gives every connection its own way to start turns. Safe for use from any thread.
public interface ConnectionTurnFactory {
    /// The turns of one connection, with that connection's own assistant, recognizer and voice.
    ///
    /// @param connection provides the workers for the turns, and closes what it owns
    ConnectionTurns forConnection(ConnectionResources connection);

    /// The same, where commands may be taken before the assistant answers.
    ///
    /// @param commands puts them before an assistant, at each turn; it returns the assistant itself while there are none
    default ConnectionTurns forConnection(ConnectionResources connection, UnaryOperator<Assistant> commands) {
        return forConnection(connection);
    }
}
