package earshot.tool;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.llm.ToolDefinition;

/// A tool that this program implements itself.
///
/// @param handler receives the arguments, always a JSON object; an exception becomes a failed call
public record BuiltInTool(ToolDefinition definition, Handler handler) {
    /// Does the work. Runs on the virtual thread of the turn and may block.
    public interface Handler {
        ToolResult run(JsonNode arguments);
    }
}
