package earshot.llm;

/// A model's request to run a tool.
///
/// @param arguments JSON text as the model wrote it
public record ToolCall(String id, String name, String arguments, ExtraMembers extra) {
    public ToolCall(String id, String name, String arguments) {
        this(id, name, arguments, ExtraMembers.NONE);
    }
}
