package earshot.tool;

import java.util.List;
import java.util.Optional;

/// The state of a tool server as the console shows it.
///
/// @param tools empty while it is not connected
/// @param fault why it is not connected, one sentence
public record ToolServer(String name, State state, List<Tool> tools, Optional<String> fault) {
    public enum State { STARTING, READY, BROKEN }

    public ToolServer {
        tools = List.copyOf(tools);
    }
}
