package earshot.memory;

import module java.base;

import earshot.llm.Message;

/// A memory that remembers nothing.
public record ConversationMemoryFake() implements ConversationMemory {
    @Override
    public Optional<String> recall(String device) {
        return Optional.empty();
    }

    @Override
    public void remember(String device, List<Message> dialogue) {}
}
