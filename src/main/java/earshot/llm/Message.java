package earshot.llm;

import java.util.List;

/// One message of a prompt, by role.
public sealed interface Message {
    record System(String text) implements Message {}

    record User(String text) implements Message {}

    /// @param text what was said, also before the model called tools
    /// @param calls the tools that the model called
    record Assistant(String text, List<ToolCall> calls, ExtraMembers extra) implements Message {
        public Assistant {
            calls = List.copyOf(calls);
        }

        public Assistant(String text, List<ToolCall> calls) {
            this(text, calls, ExtraMembers.NONE);
        }

        public boolean hasExtra() {
            return !extra.isEmpty() || calls.stream().anyMatch(call -> !call.extra().isEmpty());
        }
    }

    record ToolResult(String callId, String text) implements Message {}
}
