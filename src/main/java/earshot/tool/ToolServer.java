package earshot.tool;

import java.util.List;
import java.util.Optional;

/// A server of tools as it is shown.
///
/// @param tools while it is there
/// @param fault why it is not, one sentence
public record ToolServer(String name, State state, List<Tool> tools, Optional<String> fault) {
    public enum State { STARTING, READY, BROKEN }

    public ToolServer {
        tools = List.copyOf(tools);
    }
}
