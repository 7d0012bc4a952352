package earshot.chat;

import earshot.config.Settings;
import earshot.event.LogText;
import earshot.memory.Memory;
import earshot.problem.Problems;
import earshot.time.Time;
import earshot.tool.Tools;
import java.time.ZoneId;
import java.util.function.Supplier;

/// What all conversations share. Everything in it is safe for use from any thread.
///
/// @param zone of the times that are spoken
/// @param settings read at each turn, so that a change applies from the next turn on
/// @param memory of earlier conversations
/// @param serverTools tools of the MCP servers that this program is connected to
public record ChatParts(Time time, ZoneId zone, Supplier<Settings> settings, Memory memory, Tools serverTools, LogText logText, Problems problems) {}
