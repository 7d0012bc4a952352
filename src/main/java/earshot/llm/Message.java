package earshot.llm;

import java.util.List;

/// One message of a prompt, by role.
public sealed interface Message {
    record System(String text) implements Message {}

    record User(String text) implements Message {}

    /// @param calls the tools that the model called; `text` is empty then
    record Assistant(String text, List<ToolCall> calls) implements Message {
        public Assistant {
            calls = List.copyOf(calls);
        }
    }

    record ToolResult(String callId, String text) implements Message {}
}
