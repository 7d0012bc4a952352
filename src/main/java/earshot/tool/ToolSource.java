package earshot.tool;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;

/// A source of tools: a device, a tool server, or several of them. Safe for use from any thread.
public interface ToolSource {
    /// The tools listed so far; empty while the source has not answered.
    List<Tool> list();

    /// Completes with true when the source has listed its tools, or with false when it will not; it never fails.
    default CompletableFuture<Boolean> listed() {
        return CompletableFuture.completedFuture(true);
    }

    /// Calls a tool. The future yields the text of the result; it fails with [ToolFailure] on an error, for an unknown name and when no
    /// answer comes within 30 s.
    CompletableFuture<String> call(String name, JsonNode arguments);

    /// Combines two sources. Where both have a tool of the same name, this one's is called.
    default ToolSource and(ToolSource others) {
        ToolSource first = this;
        return new ToolSource() {
            @Override
            public List<Tool> list() {
                return Stream.concat(first.list().stream(), others.list().stream()).toList();
            }

            @Override
            public CompletableFuture<Boolean> listed() {
                return first.listed().thenCombine(others.listed(), Boolean::logicalAnd);
            }

            @Override
            public CompletableFuture<String> call(String name, JsonNode arguments) {
                boolean known = first.list().stream().anyMatch(tool -> tool.name().equals(name) || tool.safeName().equals(name));
                return known || others.list().isEmpty() ? first.call(name, arguments) : others.call(name, arguments);
            }
        };
    }

    /// A source without tools.
    static ToolSource none() {
        return new ToolSource() {
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
