package earshot.llm;

import java.util.Map;

/// One piece of a streamed reply. Source: `delta` in OpenAI chat completions.
public sealed interface ReplyDelta {
    /// Text to append to the answer so far.
    record Text(String text) implements ReplyDelta {}

    /// All text before this was a thought of which only the end is marked. What was not spoken of it must not be, and an answer that is read whole
    /// begins after it. Comes at most once.
    record Retraction() implements ReplyDelta {}

    /// A piece of a tool call. Pieces with the same index belong together; their names and arguments are concatenated.
    ///
    /// @param id empty in all but the first piece of a call
    /// @param name empty in nearly all but the first piece of a call
    record ToolCallDelta(int index, String id, String name, String arguments) implements ReplyDelta {}

    /// What the message and its calls have beside their texts, whole; comes last.
    ///
    /// @param calls by index; only those that have something
    record Extra(ExtraMembers message, Map<Integer, ExtraMembers> calls) implements ReplyDelta {}

    /// Adds a piece to the text of an answer that is read whole.
    default void appendTo(StringBuilder text) {
        switch (this) {
            case Text(String words) -> text.append(words);
            case Retraction() -> text.setLength(0);
            case ToolCallDelta _, Extra _ -> {}
        }
    }
}
