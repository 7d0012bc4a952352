package earshot.tool;

import module java.base;

import earshot.watch.MutableWatch;
import earshot.watch.Watch;

/// The state of a tool server as the console shows it.
///
/// @param tools empty while it is not connected
/// @param failure why it is not connected, for [earshot.problem.ProblemReason#text]
/// @param output the last lines that its program wrote for people (standard error), oldest first, secrets masked
public record ToolServerStatus(String name, Availability availability, List<Tool> tools, Optional<String> failure, Watch<List<String>> output) {
    public enum Availability { STARTING, READY, BROKEN }

    public ToolServerStatus {
        tools = List.copyOf(tools);
    }

    /// One whose program wrote nothing.
    public ToolServerStatus(String name, Availability availability, List<Tool> tools, Optional<String> failure) {
        this(name, availability, tools, failure, new MutableWatch<>(List.of()));
    }
}
