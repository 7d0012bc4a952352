package earshot.memory;

import earshot.llm.Message;
import java.util.List;
import java.util.Optional;

/// What is remembered of conversations, for each device. Safe for use from any thread; no method waits or throws.
/// Source: badge-protocol sections 3.7 and 8.3.
public interface Memory {
    /// What is known from earlier conversations, as text for a model's instructions; at most [Recollection#LONGEST] characters.
    Optional<String> recall(String device);

    /// Keeps what was said in a conversation that is over. Returns at once: it is saved on another thread, and a save that fails is a
    /// problem there. Does nothing when nobody said anything.
    ///
    /// @param dialogue in order; only what the person and the assistant said counts
    void keep(String device, List<Message> dialogue);

    /// Remembers nothing.
    static Memory none() {
        return new Memory() {
            @Override
            public Optional<String> recall(String device) {
                return Optional.empty();
            }

            @Override
            public void keep(String device, List<Message> dialogue) {}
        };
    }
}
