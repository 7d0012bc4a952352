package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.asr.RecognitionResult;
import earshot.asr.Recognizer;
import earshot.audio.PcmAudio;
import earshot.compute.ComputePool;
import earshot.store.HomeDirectory;
import earshot.time.Time;
import earshot.tts.Voice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class RecognizerPreparationTest {
    @RegisterExtension
    final EngineExtension engine = new EngineExtension();

    private final List<List<String>> prepared = new CopyOnWriteArrayList<>();
    private final List<PcmAudio> heard = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> warm = new CompletableFuture<>();

    @Test
    void theRecogniserLoadsForWhatTheAssistantExpectsAsSoonAsADeviceConnects() throws Exception {
        engine.start(Map.of("assistant", "scripted"), new PreparingSpeechFactoryFake());
        assertThat(prepared).isEmpty();
        engine.connectSpeaking("aa:bb:cc:00:03:01");
        await().atMost(Duration.ofSeconds(30)).until(() -> prepared.size() == 1);
        assertThat(prepared.getFirst()).contains("what is your name");
    }

    @Test
    void theRecogniserHearsASentenceBeforeAPersonSpeaks() {
        engine.start(Map.of("assistant", "scripted"), new PreparingSpeechFactoryFake());
        await().atMost(Duration.ofSeconds(30)).until(() -> heard.size() == 1);
        assertThat(heard.getFirst().duration()).isGreaterThan(Duration.ofSeconds(3));
        assertThat(engine.model().recognizerReady().get()).isFalse();
        warm.complete(null);
        await().atMost(Duration.ofSeconds(30)).until(() -> engine.model().recognizerReady().get());
    }

    private final class PreparingSpeechFactoryFake implements SpeechFactory {
        @Override
        public Recognizer recognizer(HomeDirectory home, ComputePool pool, Time time) {
            return new Recognizer() {
                @Override
                public CompletableFuture<RecognitionResult> recognize(PcmAudio pcmAudio, List<String> expected) {
                    return CompletableFuture.completedFuture(new RecognitionResult("", 0));
                }

                @Override
                public void prepare(List<String> expected) {
                    prepared.add(expected);
                }

                @Override
                public CompletableFuture<Void> warmUp(PcmAudio sound, List<String> expected) {
                    heard.add(sound);
                    return warm;
                }

                @Override
                public String name() {
                    return "prepared";
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public Voice voice(ComputePool pool) {
            return new SpeechFactoryFake("").voice(pool);
        }
    }
}
