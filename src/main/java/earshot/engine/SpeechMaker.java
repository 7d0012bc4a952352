package earshot.engine;

import earshot.asr.Recognizer;
import earshot.asr.Sphinx4Recognizer;
import earshot.compute.ComputePool;
import earshot.store.Home;
import earshot.time.Time;
import earshot.tts.FreeTtsVoice;
import earshot.tts.Voice;

/// Creates the embedded recogniser and voice when the engine starts. Creating is quick: models load on first use.
public interface SpeechMaker {
    Recognizer recognizer(Home home, ComputePool pool, Time time);

    Voice voice(ComputePool pool);

    /// Sphinx4 and FreeTTS.
    static SpeechMaker embedded() {
        return new SpeechMaker() {
            @Override
            public Recognizer recognizer(Home home, ComputePool pool, Time time) {
                return new Sphinx4Recognizer(home.directory().resolve("models"), pool, time);
            }

            @Override
            public Voice voice(ComputePool pool) {
                return new FreeTtsVoice(pool);
            }
        };
    }
}
