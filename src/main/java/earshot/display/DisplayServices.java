package earshot.display;

import earshot.event.EventSink;
import earshot.event.LogTextFormatter;
import earshot.feature.ForwardingRules;
import earshot.time.Time;
import java.util.function.Supplier;

/// What all screens share. Safe for use from any thread.
///
/// @param settings read at each use
/// @param rules which device may show something on another one's screen
public record DisplayServices(Time time, EventSink events, LogTextFormatter logText, Supplier<DisplaySettings> settings, BadgeRegistry badges,
    ForwardingRules rules) {}
