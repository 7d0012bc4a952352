package earshot.tool;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.llm.Function;

/// A tool that this program implements itself.
///
/// @param run receives the arguments, always a JSON object; an exception becomes a failed call
public record BuiltIn(Function function, Body run) {
    /// Does the work. Runs on the virtual thread of the turn and may block.
    public interface Body {
        Result run(JsonNode arguments);
    }
}
