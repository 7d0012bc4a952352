package earshot.tool;

import module java.base;

/// The state of a tool server as the console shows it.
///
/// @param tools empty while it is not connected
/// @param fault why it is not connected, for [earshot.problem.ProblemReason#text]
public record ToolServerStatus(String name, Availability availability, List<Tool> tools, Optional<String> fault) {
    public enum Availability { STARTING, READY, BROKEN }

    public ToolServerStatus {
        tools = List.copyOf(tools);
    }
}
