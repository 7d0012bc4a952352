package earshot.conversation;

import earshot.turn.Assistant;
import java.util.Optional;

/// The assistant of one connection, which keeps the history of its conversation. Safe for use from any thread.
public interface ConnectionAssistant extends AutoCloseable {
    /// This assistant while the settings enable it; empty when the shared assistant answers.
    Optional<Assistant> active();

    /// Answers one turn with a goodbye to a person who has been silent for long; empty when this assistant is not active or has no farewell.
    ///
    /// @param instruction for the model
    default Optional<Assistant> farewell(Optional<String> instruction) {
        return Optional.empty();
    }

    /// The connection has closed. Never blocks.
    @Override
    void close();

    /// No assistant of its own: the shared one answers.
    static ConnectionAssistant none() {
        return new ConnectionAssistant() {
            @Override
            public Optional<Assistant> active() {
                return Optional.empty();
            }

            @Override
            public void close() {}
        };
    }
}
