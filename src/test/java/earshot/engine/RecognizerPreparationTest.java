package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.asr.RecognitionResult;
import earshot.asr.Recognizer;
import earshot.audio.PcmAudio;
import earshot.compute.ComputePool;
import earshot.simulator.OtaRequest;
import earshot.simulator.SimulatedDeviceProfile;
import earshot.store.HomeDirectory;
import earshot.time.SystemTime;
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
    private final List<PcmAudio> samples = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();

    @Test
    void theRecognizerLoadsForWhatTheAssistantExpectsAsSoonAsADeviceIsSwitchedOnConnectsOrListens() throws Exception {
        engine.start(Map.of("assistant", "scripted"), new PreparingSpeechFactoryFake());
        assertThat(prepared).as("nobody is there").isEmpty();
        switchOn();
        await().atMost(Duration.ofSeconds(30)).until(() -> prepared.size() == 1);
        SocketDeviceFake device = engine.connectSpeaking("aa:bb:cc:00:03:01");
        await().atMost(Duration.ofSeconds(30)).until(() -> prepared.size() == 2);
        device.sendListen("start", "manual");
        await().atMost(Duration.ofSeconds(30)).until(() -> prepared.size() == 3);
        assertThat(prepared.getLast()).contains("what is your name");
    }

    @Test
    void theRecognizerHearsASentenceBeforeAPersonSpeaks() throws Exception {
        engine.start(Map.of("assistant", "scripted"), new PreparingSpeechFactoryFake());
        switchOn();
        await().atMost(Duration.ofSeconds(30)).until(() -> samples.size() == 1);
        assertThat(samples.getFirst().duration()).isGreaterThan(Duration.ofSeconds(3));
        assertThat(engine.model().recognizerReady().get()).isFalse();
        ready.complete(null);
        await().atMost(Duration.ofSeconds(30)).until(() -> engine.model().recognizerReady().get());
    }

    private void switchOn() throws IOException {
        OtaRequest.post(new SystemTime(), "http://127.0.0.1:" + engine.model().state().get().httpPort() + "/xiaozhi/ota/",
            SimulatedDeviceProfile.numbered(7, ""));
    }

    private final class PreparingSpeechFactoryFake implements SpeechFactory {
        @Override
        public Recognizer recognizer(HomeDirectory home, ComputePool pool, Time time, Supplier<Duration> unloadAfter) {
            return new Recognizer() {
                @Override
                public CompletableFuture<RecognitionResult> recognize(PcmAudio pcmAudio, List<String> expected) {
                    return CompletableFuture.completedFuture(new RecognitionResult("", 0));
                }

                @Override
                public CompletableFuture<Void> prepare(List<String> expected, Supplier<Optional<PcmAudio>> sample) {
                    sample.get().ifPresent(samples::add);
                    prepared.add(expected);
                    return ready;
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
