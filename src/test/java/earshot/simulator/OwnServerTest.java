package earshot.simulator;

import static earshot.simulator.FastAwait.await;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.audio.OpusCodecs;
import earshot.audio.PcmAudio;
import earshot.engine.Engine;
import earshot.engine.EngineOptions;
import earshot.engine.SpeechFactoryFake;
import earshot.fault.Faults;
import earshot.store.HomeDirectory;
import earshot.time.SystemTime;
import earshot.time.Time;
import earshot.wire.Framing;
import earshot.wire.ListenMode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Test devices against the real engine, in real time.
class OwnServerTest {
    private static final SimulatedConversation.TimeLimits PATIENCE = new SimulatedConversation.TimeLimits(Duration.ofSeconds(60), Duration.ZERO);

    @TempDir
    private static Path home;

    private static final Time TIME = new SystemTime();
    private static Engine engine;
    private static EncodedRecording sentence;

    @BeforeAll
    static void start() {
        engine = Engine
            .start(new EngineOptions(new HomeDirectory(home), Optional.empty(), Map.of("server.ip", "127.0.0.1", "server.port", 0, "server.http_port", 0), TIME,
            new SpeechFactoryFake("something")));
        PcmAudio whole = SampleSentence.load().pcmAudio();
        sentence = EncodedRecording.of(OpusCodecs.best(), new PcmAudio(Arrays.copyOf(whole.pcm(), 2 * whole.rate()), whole.rate()));
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void speaksATurnInEachListenModeAndProtocolFormAndPlaysEveryFrame() {
        List<CompletableFuture<SimulatedDeviceReport>> talks = Stream.of(
                SimulatedDeviceProfile.numbered(1, url("xiaozhi")).withMode(ListenMode.AUTO),
                SimulatedDeviceProfile.numbered(2, url("xiaozhi")).withMode(ListenMode.MANUAL).withFraming(Framing.TIMESTAMPED),
                SimulatedDeviceProfile.numbered(3, url("xiaozhi")).withMode(ListenMode.REALTIME).withFraming(Framing.COMPACT),
                SimulatedDeviceProfile.numbered(4, url("supie")).withMode(ListenMode.AUTO))
            .map(profile -> {
                RecordedMicrophone microphone = new RecordedMicrophone(TIME, sentence);
                SimulatedDevice device = new SimulatedDevice(TIME, OpusCodecs.best(), profile, microphone, Loudspeaker.silent(), 40, () -> Faults.NONE);
                return CompletableFuture.supplyAsync(() -> new SimulatedConversation(TIME, device, microphone, 2, PATIENCE).run(Optional.empty()),
                    run -> Thread.ofVirtual().start(run));
            }).toList();
        for (CompletableFuture<SimulatedDeviceReport> talk : talks) {
            SimulatedDeviceReport report = talk.join();
            assertThat(report.failures()).as(report.deviceId().value()).isEmpty();
            assertThat(report.turns()).hasSize(2);
            assertThat(report.counters().played()).isPositive().isEqualTo(report.counters().received());
        }
    }

    @Test
    void isStoppedByTheButtonAndByItsWakeWord() {
        RecordedMicrophone microphone = new RecordedMicrophone(TIME, sentence);
        try (SimulatedDevice device = new SimulatedDevice(TIME, OpusCodecs.best(), SimulatedDeviceProfile.numbered(5, url("xiaozhi")), microphone,
            Loudspeaker.silent())) {
            device.powerOn();
            device.button();
            awaitState(device, SimulatedState.Listening.class);
            microphone.speak();
            awaitPlaying(device, 3);
            device.button();
            // no order of the two is asserted: the answer may be logged before the message that was sent
            moment(device, what -> what instanceof SimulatedDeviceEvent.MessageSent(String json) && json.contains("\"abort\""));
            said(device, "tts stop");
            awaitState(device, SimulatedState.Listening.class);

            microphone.speak();
            long played = device.counters().get().played();
            awaitPlaying(device, played + 3);
            device.wakeWord("你好小智");
            awaitState(device, SimulatedState.Listening.class);
            device.hangUp();
            awaitState(device, SimulatedState.Idle.class);
            device.button();
            awaitState(device, SimulatedState.Listening.class);
        }
    }

    private static String url(String path) {
        return "ws://127.0.0.1:" + engine.model().state().get().port() + "/" + path + "/v1/";
    }

    private static void awaitState(SimulatedDevice device, Class<? extends SimulatedState> state) {
        await().atMost(Duration.ofSeconds(30)).until(() -> state.isInstance(device.state().get()));
    }

    private static void awaitPlaying(SimulatedDevice device, long frames) {
        await().atMost(Duration.ofSeconds(30))
            .until(() -> device.state().get() instanceof SimulatedState.Speaking && device.counters().get().played() >= frames);
    }

    private static long said(SimulatedDevice device, String type) {
        return moment(device, SimulatedTurnReport.type(type));
    }

    private static long moment(SimulatedDevice device, Predicate<SimulatedDeviceEvent> wanted) {
        await().until(() -> DeviceEventSearch.find(device.events(), 0, wanted).isPresent());
        return DeviceEventSearch.find(device.events(), 0, wanted).orElseThrow().nanos();
    }
}
