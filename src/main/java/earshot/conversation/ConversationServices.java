package earshot.conversation;

import module java.base;

import earshot.config.Settings;
import earshot.event.LogTextFormatter;
import earshot.memory.ConversationMemory;
import earshot.problem.ProblemSink;
import earshot.time.Time;
import earshot.tool.BuiltInToolSource;
import earshot.tool.ToolSource;

/// What all conversations share. Everything in it is safe for use from any thread.
///
/// @param zone of the times that are spoken
/// @param settings read at each turn, so that a change applies from the next turn on
/// @param serverTools tools of the MCP servers that this program is connected to
/// @param features built-in tools of other features
public record ConversationServices(Time time, ZoneId zone, Supplier<Settings> settings, ConversationMemory memory, ToolSource serverTools,
    BuiltInToolSource features, LogTextFormatter logText, ProblemSink problems) {
    /// Without tools of other features.
    public ConversationServices(Time time, ZoneId zone, Supplier<Settings> settings, ConversationMemory memory, ToolSource serverTools,
        LogTextFormatter logText, ProblemSink problems) {
        this(time, zone, settings, memory, serverTools, BuiltInToolSource.none(), logText, problems);
    }
}
