package earshot.llm;

import java.util.List;
import java.util.OptionalInt;

/// One request to a model.
///
/// @param functions tools that the model may call; may be empty
/// @param maxTokens limit of the answer; replaces the one in the model's settings
public record Prompt(List<Message> messages, List<Function> functions, OptionalInt maxTokens) {
    public Prompt {
        messages = List.copyOf(messages);
        functions = List.copyOf(functions);
    }

    public Prompt(List<Message> messages, List<Function> functions) {
        this(messages, functions, OptionalInt.empty());
    }
}
