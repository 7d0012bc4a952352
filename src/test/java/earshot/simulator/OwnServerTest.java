package earshot.simulator;

import static earshot.simulator.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import earshot.audio.Opus;
import earshot.audio.Speech;
import earshot.engine.Engine;
import earshot.engine.EngineOptions;
import earshot.engine.QuickSpeech;
import earshot.store.Home;
import earshot.time.SystemTime;
import earshot.time.Time;
import earshot.wire.Framing;
import earshot.wire.ListenMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Test devices against the real engine, in real time.
class OwnServerTest {
    private static final Conversation.Patience PATIENCE = new Conversation.Patience(Duration.ofSeconds(60), Duration.ZERO);

    @TempDir
    private static Path home;

    private static final Time TIME = new SystemTime();
    private static Engine engine;
    private static Recording sentence;

    @BeforeAll
    static void start() {
        engine = Engine.start(new EngineOptions(new Home(home), Optional.empty(), Map.of("server.ip", "127.0.0.1", "server.port", 0, "server.http_port", 0), TIME,
            new QuickSpeech("something")));
        Speech whole = SampleSentence.load().speech();
        sentence = Recording.of(Opus.best(), new Speech(Arrays.copyOf(whole.pcm(), 2 * whole.rate()), whole.rate()));
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void speaksATurnInEachListenModeAndProtocolFormAndPlaysEveryFrame() {
        List<CompletableFuture<DeviceReport>> talks = Stream.of(
                DeviceProfile.numbered(1, url("xiaozhi")).withMode(ListenMode.AUTO),
                DeviceProfile.numbered(2, url("xiaozhi")).withMode(ListenMode.MANUAL).withFraming(Framing.TIMESTAMPED),
                DeviceProfile.numbered(3, url("xiaozhi")).withMode(ListenMode.REALTIME).withFraming(Framing.COMPACT),
                DeviceProfile.numbered(4, url("supie")).withMode(ListenMode.AUTO))
            .map(profile -> {
                RecordedMicrophone microphone = new RecordedMicrophone(TIME, sentence);
                FirmwareDevice device = new FirmwareDevice(TIME, Opus.best(), profile, microphone, Speaker.silent(), 40);
                return CompletableFuture.supplyAsync(() -> new Conversation(TIME, device, microphone, 2, PATIENCE).hold(Optional.empty()),
                    run -> Thread.ofVirtual().start(run));
            }).toList();
        for (CompletableFuture<DeviceReport> talk : talks) {
            DeviceReport report = talk.join();
            assertThat(report.failures()).as(report.deviceId()).isEmpty();
            assertThat(report.turns()).hasSize(2);
            assertThat(report.counters().played()).isPositive().isEqualTo(report.counters().received());
        }
    }

    @Test
    void isStoppedByTheButtonAndByItsWakeWord() {
        RecordedMicrophone microphone = new RecordedMicrophone(TIME, sentence);
        try (FirmwareDevice device = new FirmwareDevice(TIME, Opus.best(), DeviceProfile.numbered(5, url("xiaozhi")), microphone, Speaker.silent())) {
            device.powerOn();
            device.button();
            awaitState(device, DeviceState.Listening.class);
            microphone.say();
            awaitPlaying(device, 3);
            device.button();
            // no order of the two is asserted: the answer may be logged before the message that was sent
            moment(device, what -> what instanceof Happening.Sent(String json) && json.contains("\"abort\""));
            said(device, "tts stop");
            awaitState(device, DeviceState.Listening.class);

            microphone.say();
            long played = device.counters().get().played();
            awaitPlaying(device, played + 3);
            device.wakeWord("你好小智");
            awaitState(device, DeviceState.Listening.class);
            device.hangUp();
            awaitState(device, DeviceState.Idle.class);
            device.button();
            awaitState(device, DeviceState.Listening.class);
        }
    }

    private static String url(String door) {
        return "ws://127.0.0.1:" + engine.model().state().get().port() + "/" + door + "/v1/";
    }

    private static void awaitState(FirmwareDevice device, Class<? extends DeviceState> state) {
        await().atMost(Duration.ofSeconds(30)).until(() -> state.isInstance(device.state().get()));
    }

    private static void awaitPlaying(FirmwareDevice device, long frames) {
        await().atMost(Duration.ofSeconds(30)).until(() -> device.state().get() instanceof DeviceState.Speaking && device.counters().get().played() >= frames);
    }

    private static long said(FirmwareDevice device, String type) {
        return moment(device, TurnReport.type(type));
    }

    private static long moment(FirmwareDevice device, Predicate<Happening> wanted) {
        await().until(() -> Moments.find(device.moments(), 0, wanted).isPresent());
        return Moments.find(device.moments(), 0, wanted).orElseThrow().nanos();
    }
}
