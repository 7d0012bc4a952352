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
/// @param speechFactory creates the embedded recogniser and voice
public record EngineOptions(HomeDirectory home, Optional<Path> config, Map<String, Object> settings, Time time, SpeechFactory speechFactory) {
    /// With Sphinx4 and FreeTTS as embedded recogniser and voice.
    public EngineOptions(HomeDirectory home, Optional<Path> config, Map<String, Object> settings, Time time) {
        this(home, config, settings, time, SpeechFactory.embedded());
    }
}
