package earshot.tool;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The tools that a device offers over MCP. Safe for use from any thread.
public interface Tools {
    /// The tools listed so far; empty while the device has not answered.
    List<Tool> list();

    /// Calls a tool; the future holds the text of the result. It fails with [ToolFailure] on an error, an unknown name or
    /// after 30 s of silence.
    CompletableFuture<String> call(String name, JsonNode arguments);

    /// No tools at all.
    static Tools none() {
        return new Tools() {
            @Override
            public List<Tool> list() {
                return List.of();
            }

            @Override
            public CompletableFuture<String> call(String name, JsonNode arguments) {
                return CompletableFuture.failedFuture(new ToolFailure("the device offers no tools"));
            }
        };
    }
}
