package earshot.engine;

import earshot.capture.TrafficHistory;
import earshot.config.Configuration;
import earshot.config.Settings;
import earshot.event.LogTextFormatter;
import earshot.event.Timeline;
import earshot.fault.FaultRegistry;
import earshot.store.HomeDirectory;
import earshot.time.Time;

/// What every part of the engine uses.
///
/// @param traffic what passed last between devices and server
record CoreServices(HomeDirectory home, Time time, Configuration configuration, Timeline timeline, LogTextFormatter logText, ProblemTracker problems,
    TrafficHistory traffic, FaultRegistry faults) {
    /// The settings in force now.
    Settings settings() {
        return configuration.settings().get();
    }
}
