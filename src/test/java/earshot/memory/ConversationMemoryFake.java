package earshot.memory;

import module java.base;

import earshot.id.DeviceId;
import earshot.llm.Message;

/// A memory that remembers nothing.
public record ConversationMemoryFake() implements ConversationMemory {
    @Override
    public Optional<String> recall(DeviceId device) {
        return Optional.empty();
    }

    @Override
    public void remember(DeviceId device, List<Message> dialogue) {}
}
