package earshot.tool;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/// The tools that a device offers over MCP. Safe for use from any thread.
public interface Tools {
    /// The tools listed so far; empty while the device has not answered.
    List<Tool> list();

    /// Calls a tool; the future holds the text of the result. It fails with [ToolFailure] on an error, an unknown name or
    /// after 30 s of silence.
    CompletableFuture<String> call(String name, JsonNode arguments);

    /// These and others behind them: the first that has a name is called by it.
    default Tools and(Tools others) {
        Tools first = this;
        return new Tools() {
            @Override
            public List<Tool> list() {
                return Stream.concat(first.list().stream(), others.list().stream()).toList();
            }

            @Override
            public CompletableFuture<String> call(String name, JsonNode arguments) {
                boolean known = first.list().stream().anyMatch(tool -> tool.name().equals(name) || tool.safeName().equals(name));
                return known || others.list().isEmpty() ? first.call(name, arguments) : others.call(name, arguments);
            }
        };
    }

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
