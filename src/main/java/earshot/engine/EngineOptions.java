package earshot.engine;

import earshot.store.Home;
import earshot.time.Time;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// How an engine is started.
///
/// @param home where it keeps what it must remember; made when absent. That nobody else owns it is the caller's care.
/// @param config the file of `--config`
/// @param settings what the command line says, dotted key to value: it goes before all files
/// @param time the clock; the caller's, also after the engine stopped
/// @param parts what hears and speaks
public record EngineOptions(Home home, Optional<Path> config, Map<String, Object> settings, Time time, SpeechMaker parts) {
    /// With the embedded recogniser and voice.
    public EngineOptions(Home home, Optional<Path> config, Map<String, Object> settings, Time time) {
        this(home, config, settings, time, SpeechMaker.embedded());
    }
}
