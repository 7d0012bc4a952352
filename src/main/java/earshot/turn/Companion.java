package earshot.turn;

import java.util.Optional;

/// The assistant that one connection has to itself, because it remembers what was said. Safe for use from any thread.
public interface Companion extends AutoCloseable {
    /// Itself while the settings want it; empty for the assistant that all connections share.
    Optional<Assistant> inForce();

    /// Says goodbye to a person who has not spoken for long; empty where it is not in force, or has no words of its own.
    ///
    /// @param instruction what a model is to say
    default Optional<Assistant> farewell(Optional<String> instruction) {
        return Optional.empty();
    }

    /// The connection is over. Never waits.
    @Override
    void close();

    /// Every connection has the shared assistant.
    static Companion none() {
        return new Companion() {
            @Override
            public Optional<Assistant> inForce() {
                return Optional.empty();
            }

            @Override
            public void close() {}
        };
    }
}
