package earshot.llm;

import java.util.List;

/// One question to a model.
///
/// @param functions tools it may ask for, empty for none
public record Prompt(List<Message> messages, List<Function> functions) {
    public Prompt {
        messages = List.copyOf(messages);
        functions = List.copyOf(functions);
    }
}
