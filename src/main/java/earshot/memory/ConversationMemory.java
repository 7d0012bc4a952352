package earshot.memory;

import module java.base;

import earshot.id.DeviceId;
import earshot.llm.Message;

/// Remembers conversations for each device. Safe for use from any thread; no method waits or throws.
/// Source: badge-protocol sections 3.7 and 8.3.
public interface ConversationMemory {
    /// What is known from earlier conversations, as text for a model's instructions; at most [DeviceMemory#MAX_CHARACTERS] characters.
    Optional<String> recall(DeviceId device);

    /// Remembers a conversation that is over. Returns at once: it is saved on another thread, and a save that fails is reported as a
    /// problem. Does nothing when the person said nothing.
    ///
    /// @param dialogue in order; only messages of the person and the assistant are used
    void remember(DeviceId device, List<Message> dialogue);
}
