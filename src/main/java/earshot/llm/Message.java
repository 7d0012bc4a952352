package earshot.llm;

import java.util.List;

/// One entry of a conversation as a model is shown it.
public sealed interface Message {
    record System(String text) implements Message {}

    record User(String text) implements Message {}

    /// @param calls tools it asked for; `text` is empty then
    record Assistant(String text, List<ToolCall> calls) implements Message {
        public Assistant {
            calls = List.copyOf(calls);
        }
    }

    /// @param callId id of the call that this answers
    record ToolResult(String callId, String text) implements Message {}
}
