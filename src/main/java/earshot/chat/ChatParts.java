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
/// @param zone where the clock is read
/// @param settings read at each turn, so that new ones hold for the next
/// @param memory of earlier conversations
/// @param serverTools tools of MCP servers that this program speaks to
public record ChatParts(Time time, ZoneId zone, Supplier<Settings> settings, Memory memory, Tools serverTools, LogText logText, Problems problems) {}
