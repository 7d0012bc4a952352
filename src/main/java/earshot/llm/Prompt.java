package earshot.llm;

import java.util.List;
import java.util.OptionalInt;

/// One question to a model.
///
/// @param functions tools it may ask for, empty for none
/// @param maxTokens the longest answer, in place of what the model's settings say
public record Prompt(List<Message> messages, List<Function> functions, OptionalInt maxTokens) {
    public Prompt {
        messages = List.copyOf(messages);
        functions = List.copyOf(functions);
    }

    public Prompt(List<Message> messages, List<Function> functions) {
        this(messages, functions, OptionalInt.empty());
    }
}
