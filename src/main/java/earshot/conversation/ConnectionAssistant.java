package earshot.conversation;

import earshot.turn.Assistant;
import java.util.Optional;

/// The assistant of one connection, which keeps the history of its conversation. Safe for use from any thread.
public interface ConnectionAssistant {
    /// This assistant while the settings enable it; empty when the shared assistant answers.
    Optional<Assistant> active();

    /// Answers one turn with a goodbye to a person who has been silent for long; empty when this assistant is not active or has no farewell.
    default Optional<Assistant> farewell(Optional<String> instruction) {
        return Optional.empty();
    }
}
