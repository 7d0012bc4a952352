package earshot.cli;

import earshot.audio.OpusCodec;
import earshot.audio.Wav;
import earshot.device.DeviceModel;
import earshot.device.TurnFacts;
import earshot.engine.EngineModel;
import earshot.engine.EngineState;
import earshot.simulator.Conversation;
import earshot.simulator.DeviceProfile;
import earshot.simulator.DeviceReport;
import earshot.simulator.FirmwareDevice;
import earshot.simulator.RecordedMicrophone;
import earshot.simulator.SampleSentence;
import earshot.simulator.Tape;
import earshot.time.Time;
import earshot.watch.Pin;
import earshot.watch.Watch;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import javax.imageio.ImageIO;

/// Runs the main scenario once with real components: a test device asks for OTA, connects and sends the recorded sentence; the server
/// recognises it and answers, the device plays the answer, and a screenshot of the console is taken while the speech arrives.
public final class Demo {
    private static final Duration SERVING_LIMIT = Duration.ofSeconds(30);
    private static final Conversation.Patience PATIENCE = new Conversation.Patience(Duration.ofSeconds(60), Duration.ofSeconds(90));
    private static final Duration TURN_LIMIT = Duration.ofSeconds(10);
    /// By then the sentence has begun and the waveform has grown.
    private static final Duration FIRST_PICTURE = Duration.ofMillis(1200);
    private static final Duration NEXT_PICTURE = Duration.ofMillis(300);
    private static final int TEST_DEVICE = 0xde30;

    private final Time time;
    private final OpusCodec codec;
    private final EngineModel model;
    private final Screen screen;
    private final SampleSentence sentence;

    /// The results of a run.
    ///
    /// @param png the screenshot, empty when none was taken
    /// @param turn the server's own record of the turn
    public record Outcome(DemoEvidence evidence, Optional<byte[]> png, Optional<TurnFacts> turn) {
        byte[] wav() {
            return Wav.bytes(evidence.answer());
        }
    }

    private record Shot(byte[] png, boolean live) {}

    Demo(Time time, OpusCodec codec, EngineModel model, Screen screen, SampleSentence sentence) {
        this.time = time;
        this.codec = codec;
        this.model = model;
        this.screen = screen;
        this.sentence = sentence;
    }

    /// Runs the scenario; blocks the calling virtual thread. Failures of the scenario are in the outcome, not thrown.
    Outcome run() {
        EngineState serving = until(model.state(), state -> state.phase() == EngineState.Phase.RUNNING || state.phase() == EngineState.Phase.FAILED, SERVING_LIMIT);
        String ota = "http://127.0.0.1:" + serving.httpPort() + "/xiaozhi/ota/";
        DeviceProfile profile = DeviceProfile.numbered(TEST_DEVICE, "ws://127.0.0.1:" + serving.port() + "/xiaozhi/v1/");
        Tape tape = new Tape();
        RecordedMicrophone microphone = new RecordedMicrophone(time, sentence.recording(codec));
        FirmwareDevice device = new FirmwareDevice(time, codec, profile, microphone, tape);
        AtomicLong framesSent = new AtomicLong();
        CompletableFuture<DeviceReport> talk = CompletableFuture.supplyAsync(
            () -> new Conversation(time, device, microphone, 1, PATIENCE).hold(Optional.of(ota)), run -> Thread.ofVirtual().name("demo-talk").start(run));
        try (Pin _ = watch(profile.deviceId(), framesSent)) {
            Optional<Shot> shot = photograph(profile.deviceId(), talk);
            DeviceReport report = talk.join();
            Optional<TurnFacts> turn = row(profile.deviceId()).flatMap(row ->
                until(row.facts(), facts -> facts.lastTurn().filter(t -> t.outcome() != TurnFacts.Outcome.RUNNING).isPresent(), TURN_LIMIT).lastTurn());
            String heard = turn.map(TurnFacts::heard).filter(text -> !text.isBlank())
                .or(() -> report.turns().stream().findFirst().map(t -> t.heard())).orElse("");
            DemoEvidence evidence = new DemoEvidence(sentence.text(), heard, framesSent.get(), report, tape.speech(), shot.map(s -> picture(s.png, s.live)));
            return new Outcome(evidence, shot.map(Shot::png), turn);
        }
    }

    /// The best screenshot while the sentence is being sent: the first with both row and waveform, else the last.
    private Optional<Shot> photograph(String id, CompletableFuture<DeviceReport> talk) {
        if (!arrived(id, talk)) {
            return Optional.empty();
        }
        screen.showDevice(id);
        Optional<Shot> best = Optional.empty();
        time.await(talk.handle((_, _) -> true), FIRST_PICTURE);
        long end = time.nanos() + sentence.speech().duration().toNanos();
        while (!talk.isDone() && best.filter(Shot::live).isEmpty() && time.nanos() < end) {
            boolean before = screen.showsLive(id);
            byte[] png = screen.picture();
            best = Optional.of(new Shot(png, before && screen.showsLive(id)));
            if (!best.get().live()) {
                time.await(talk.handle((_, _) -> true), NEXT_PICTURE);
            }
        }
        return best;
    }

    /// Waits until the device is connected, or the conversation ends without that.
    private boolean arrived(String id, CompletableFuture<DeviceReport> talk) {
        until(model.devices(), rows -> talk.isDone() || rows.stream().anyMatch(row -> row.id().equals(id)), SERVING_LIMIT);
        return row(id).map(row -> until(row.facts(), facts -> talk.isDone() || facts.connection().isPresent(), SERVING_LIMIT).connection().isPresent()).orElse(false);
    }

    /// Tracks the highest count of frames sent to the device.
    private Pin watch(String id, AtomicLong framesSent) {
        CompletableFuture<Pin> inner = new CompletableFuture<>();
        Pin outer = model.devices().observe(rows -> rows.stream().filter(row -> row.id().equals(id)).findFirst().ifPresent(row -> {
            if (!inner.isDone()) {
                inner.complete(row.flowOut().observe(flow -> framesSent.accumulateAndGet(flow.frames(), Math::max)));
            }
        }));
        return () -> {
            outer.close();
            inner.thenAccept(Pin::close);
        };
    }

    private Optional<DeviceModel> row(String id) {
        return model.devices().get().stream().filter(row -> row.id().equals(id)).findFirst();
    }

    private <T> T until(Watch<T> watch, Predicate<T> wanted, Duration limit) {
        CompletableFuture<T> found = new CompletableFuture<>();
        try (Pin _ = watch.observe(value -> {
            if (wanted.test(value)) {
                found.complete(value);
            }
        })) {
            return time.await(found, limit).orElseGet(watch::get);
        }
    }

    private static DemoEvidence.Picture picture(byte[] png, boolean live) {
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
            int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
            int colours = (int) Arrays.stream(pixels).distinct().limit(1000).count();
            return new DemoEvidence.Picture(image.getWidth(), image.getHeight(), colours, live);
        } catch (IOException | RuntimeException e) {
            return new DemoEvidence.Picture(0, 0, 0, false);
        }
    }
}
