package earshot.engine;

import module java.base;

import earshot.store.HomeDirectory;
import earshot.time.Time;

/// Options for starting an engine.
///
/// @param home directory for all stored data; created when absent. The caller makes sure that no other process uses it.
/// @param config the file given by `--config`
/// @param settings settings from the command line, dotted key to value; they override all files
/// @param time the clock; still the caller's after the engine has stopped
/// @param speechFactory creates the embedded recognizer and voice
/// @param owner restarts the process
public record EngineOptions(HomeDirectory home, Optional<Path> config, Map<String, Object> settings, Time time, SpeechFactory speechFactory,
        ProcessOwner owner, StartConditions conditions) {
    /// In a process that the engine cannot restart.
    public EngineOptions(HomeDirectory home, Optional<Path> config, Map<String, Object> settings, Time time, SpeechFactory speechFactory) {
        this(home, config, settings, time, speechFactory, ProcessOwner.none(), StartConditions.NONE);
    }

    /// With Sphinx4 and FreeTTS as embedded recognizer and voice, in a process that the engine cannot restart.
    public EngineOptions(HomeDirectory home, Optional<Path> config, Map<String, Object> settings, Time time) {
        this(home, config, settings, time, SpeechFactory.embedded());
    }

    /// The same with another clock.
    public EngineOptions at(Time clock) {
        return new EngineOptions(home, config, settings, clock, speechFactory, owner, conditions);
    }

    /// The same for a process that can be restarted.
    public EngineOptions in(ProcessOwner restartable, StartConditions left) {
        return new EngineOptions(home, config, settings, time, speechFactory, restartable, left);
    }
}
