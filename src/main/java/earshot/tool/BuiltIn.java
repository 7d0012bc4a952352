package earshot.tool;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.llm.Function;

/// A tool of our own.
///
/// @param run gets the arguments, always an object; what it throws ends as a failed call
public record BuiltIn(Function function, Body run) {
    /// Runs on the virtual thread of the turn and may wait.
    public interface Body {
        Result run(JsonNode arguments);
    }
}
