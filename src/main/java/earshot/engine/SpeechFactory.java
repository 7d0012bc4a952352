package earshot.engine;

import earshot.asr.Recognizer;
import earshot.asr.Sphinx4Recognizer;
import earshot.compute.ComputePool;
import earshot.store.HomeDirectory;
import earshot.time.Time;
import earshot.tts.FreeTtsVoice;
import earshot.tts.Voice;
import java.time.Duration;
import java.util.function.Supplier;

/// Creates the embedded recognizer and voice when the engine starts. Creating is quick: models load on first use.
public interface SpeechFactory {
    /// @param unloadAfter how long without work its models stay loaded
    Recognizer recognizer(HomeDirectory home, ComputePool pool, Time time, Supplier<Duration> unloadAfter);

    Voice voice(ComputePool pool);

    /// Sphinx4 and FreeTTS.
    static SpeechFactory embedded() {
        return new SpeechFactory() {
            @Override
            public Recognizer recognizer(HomeDirectory home, ComputePool pool, Time time, Supplier<Duration> unloadAfter) {
                return new Sphinx4Recognizer(home.path().resolve("models"), pool, time, unloadAfter);
            }

            @Override
            public Voice voice(ComputePool pool) {
                return new FreeTtsVoice(pool);
            }
        };
    }
}
