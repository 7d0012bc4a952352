package earshot.tool;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.problem.ProblemReason;

/// A source of tools: a device, a tool server, or several of them. Safe for use from any thread.
public interface ToolSource {
    /// The tools listed so far; empty while the source has not answered.
    List<Tool> list();

    /// Completes with true when the source has listed its tools, or with false when it will not; it never fails.
    default CompletableFuture<Boolean> listed() {
        return CompletableFuture.completedFuture(true);
    }

    /// Calls a tool by the source's own name. The future yields the text of the result; it fails with [ToolFailure] on an error, for an unknown name and
    /// when no answer comes within 30 s.
    CompletableFuture<String> call(String name, JsonNode arguments);

    /// The same with another limit than 30 s, where the source knows limits.
    default CompletableFuture<String> call(String name, JsonNode arguments, Duration limit) {
        return call(name, arguments);
    }

    /// One of the sources that a source combines.
    ///
    /// @param name empty for a source that is not combined
    record Part(String name, ToolSource tools) {}

    /// The sources that this one combines; itself alone where it combines none.
    default List<Part> parts() {
        return List.of(new Part("", this));
    }

    /// Told which of its tools are not offered to a model because there is no room, by the names of its parts.
    default void leftOut(Map<String, List<String>> tools) {}

    /// Combines two sources. Where both have a tool of the same name, only this one's is listed and called.
    default ToolSource and(ToolSource others) {
        ToolSource first = this;
        return new ToolSource() {
            @Override
            public List<Tool> list() {
                List<Tool> own = first.list();
                Set<String> names = own.stream().map(Tool::name).collect(Collectors.toSet());
                return Stream.concat(own.stream(), others.list().stream().filter(tool -> !names.contains(tool.name()))).toList();
            }

            @Override
            public CompletableFuture<Boolean> listed() {
                return first.listed().thenCombine(others.listed(), Boolean::logicalAnd);
            }

            @Override
            public CompletableFuture<String> call(String name, JsonNode arguments) {
                return of(name).call(name, arguments);
            }

            @Override
            public CompletableFuture<String> call(String name, JsonNode arguments, Duration limit) {
                return of(name).call(name, arguments, limit);
            }

            private ToolSource of(String name) {
                return others.list().isEmpty() || first.list().stream().anyMatch(tool -> tool.name().equals(name)) ? first : others;
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
                return CompletableFuture.failedFuture(new ToolFailure(ToolReason.of(ProblemReason.TOOL_ABSENT, name)));
            }
        };
    }
}
