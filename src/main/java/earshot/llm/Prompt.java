package earshot.llm;

import module java.base;

/// One request to a model.
///
/// @param toolDefinitions tools that the model may call; may be empty
/// @param maxTokens limit of the answer; replaces the one in the model's settings
public record Prompt(List<Message> messages, List<ToolDefinition> toolDefinitions, OptionalInt maxTokens) {
    public Prompt {
        messages = List.copyOf(messages);
        toolDefinitions = List.copyOf(toolDefinitions);
    }

    public Prompt(List<Message> messages, List<ToolDefinition> toolDefinitions) {
        this(messages, toolDefinitions, OptionalInt.empty());
    }
}
