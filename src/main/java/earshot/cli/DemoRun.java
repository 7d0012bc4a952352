package earshot.cli;

import module java.base;

import earshot.audio.OpusCodec;
import earshot.device.DeviceModel;
import earshot.engine.EngineModel;
import earshot.engine.EngineState;
import earshot.id.DeviceId;
import earshot.simulator.OtaRequest;
import earshot.simulator.RecordedMicrophone;
import earshot.simulator.RecordingLoudspeaker;
import earshot.simulator.SampleSentence;
import earshot.simulator.SimulatedConversation;
import earshot.simulator.SimulatedDevice;
import earshot.simulator.SimulatedDeviceProfile;
import earshot.simulator.SimulatedDeviceReport;
import earshot.simulator.SimulatedTurnReport;
import earshot.time.Time;
import earshot.turn.TurnFacts;
import earshot.watch.Watch;
import earshot.watch.WatchSubscription;
import java.awt.image.BufferedImage;
import javax.imageio.ImageIO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs the main scenario once with real components: a test device asks for OTA, connects and sends the recorded sentence; the server
/// recognizes it and answers, the device plays the answer, and a screenshot of the console is taken while the speech arrives.
///
/// @param sentence what the device says
public record DemoRun(Time time, OpusCodec codec, EngineModel model, ConsoleHandle consoleHandle, SampleSentence sentence) {
    private static final Logger LOG = LoggerFactory.getLogger(DemoRun.class);
    private static final Duration SERVING_LIMIT = Duration.ofSeconds(30);
    private static final Duration WARM_UP_LIMIT = Duration.ofSeconds(60);
    private static final SimulatedConversation.TimeLimits PATIENCE = new SimulatedConversation.TimeLimits(Duration.ofSeconds(60), Duration.ofSeconds(90));
    private static final Duration TURN_LIMIT = Duration.ofSeconds(90);
    /// By then the sentence has begun and the waveform has grown.
    private static final Duration FIRST_PICTURE = Duration.ofMillis(1200);
    private static final Duration NEXT_PICTURE = Duration.ofMillis(300);
    private static final int TEST_DEVICE = 0xde30;

    /// The results of a run.
    ///
    /// @param png the screenshot, empty when none was taken
    /// @param turn the server's own record of the turn
    public record Outcome(DemoEvidence evidence, Optional<byte[]> png, Optional<TurnFacts> turn) {}

    private record Shot(byte[] png, boolean live) {}

    /// Runs the scenario; blocks the calling virtual thread. Failures of the scenario are in the outcome, not thrown.
    Outcome run() {
        EngineState serving = awaitValue(model.state(), state -> state.phase() == EngineState.Phase.RUNNING || state.phase() == EngineState.Phase.FAILED,
            SERVING_LIMIT);
        String ota = "http://127.0.0.1:" + serving.httpPort() + "/xiaozhi/ota/";
        SimulatedDeviceProfile profile = SimulatedDeviceProfile.numbered(TEST_DEVICE, "ws://127.0.0.1:" + serving.port() + "/xiaozhi/v1/");
        awaitRecognizer(ota, profile);
        RecordingLoudspeaker recordingLoudspeaker = new RecordingLoudspeaker();
        RecordedMicrophone microphone = new RecordedMicrophone(time, sentence.recording(codec));
        SimulatedDevice device = new SimulatedDevice(time, codec, profile, microphone, recordingLoudspeaker);
        AtomicLong framesSent = new AtomicLong();
        CompletableFuture<SimulatedDeviceReport> talk = CompletableFuture.supplyAsync(
            () -> new SimulatedConversation(time, device, microphone, 1, PATIENCE, () -> awaitTurn(profile.deviceId())).run(Optional.of(ota)),
            run -> Thread.ofVirtual().name("demo-talk").start(run));
        try (WatchSubscription _ = countFrames(profile.deviceId(), framesSent)) {
            Optional<Shot> shot = takePicture(profile.deviceId(), talk);
            SimulatedDeviceReport report = talk.join();
            Optional<TurnFacts> turn = awaitTurn(profile.deviceId());
            String heard = turn.map(last -> last.transcript().text()).filter(text -> !text.isBlank())
                .or(() -> report.turns().stream().findFirst().map(SimulatedTurnReport::heard)).orElse("");
            DemoEvidence evidence = new DemoEvidence(sentence.text(), heard, framesSent.get(), report, recordingLoudspeaker.speech(),
                shot.map(DemoRun::picture));
            return new Outcome(evidence, shot.map(Shot::png), turn);
        }
    }

    /// The device is switched on, and the recognizer loads. What is measured is a program that runs, not one that starts.
    private void awaitRecognizer(String ota, SimulatedDeviceProfile profile) {
        try {
            OtaRequest.post(time, ota, profile);
            awaitValue(model.recognizerReady(), ready -> ready, WARM_UP_LIMIT);
        } catch (IOException e) {
            LOG.debug("the device will ask again", e);
        }
    }

    /// The turn at its end, which comes after the answer: the recognizer may take longer than that. The device has to stay until then.
    private Optional<TurnFacts> awaitTurn(DeviceId id) {
        return awaitValue(model.lastTurn(id), last -> last.filter(turn -> turn.outcome() != TurnFacts.Outcome.RUNNING).isPresent(), TURN_LIMIT);
    }

    /// The best screenshot while the sentence is being sent: the first with both row and waveform, else the last.
    private Optional<Shot> takePicture(DeviceId id, CompletableFuture<SimulatedDeviceReport> talk) {
        if (!awaitConnection(id, talk)) {
            return Optional.empty();
        }
        consoleHandle.showDevice(id);
        Optional<Shot> best = Optional.empty();
        time.await(talk.handle((_, _) -> true), FIRST_PICTURE);
        long end = time.nanos() + sentence.pcmAudio().duration().toNanos();
        while (!talk.isDone() && best.filter(Shot::live).isEmpty() && time.nanos() < end) {
            boolean before = consoleHandle.showsLive(id);
            byte[] png = consoleHandle.snapshot();
            best = Optional.of(new Shot(png, before && consoleHandle.showsLive(id)));
            if (!best.get().live()) {
                time.await(talk.handle((_, _) -> true), NEXT_PICTURE);
            }
        }
        return best;
    }

    /// Waits until the device is connected, or the conversation ends without that.
    private boolean awaitConnection(DeviceId id, CompletableFuture<SimulatedDeviceReport> talk) {
        awaitValue(model.devices(), rows -> talk.isDone() || rows.stream().anyMatch(row -> row.id().equals(id)), SERVING_LIMIT);
        return row(id).map(row -> awaitValue(row.facts(), facts -> talk.isDone() || facts.connection().isPresent(), SERVING_LIMIT).connection().isPresent())
            .orElse(false);
    }

    /// Tracks the highest count of frames sent to the device.
    private WatchSubscription countFrames(DeviceId id, AtomicLong framesSent) {
        CompletableFuture<WatchSubscription> inner = new CompletableFuture<>();
        WatchSubscription outer = model.devices().observe(rows -> rows.stream().filter(row -> row.id().equals(id) && !inner.isDone()).findFirst()
            .ifPresent(row -> inner.complete(row.flowOut().observe(statistics -> framesSent.accumulateAndGet(statistics.frames(), Math::max)))));
        return () -> {
            outer.close();
            inner.thenAccept(WatchSubscription::close);
        };
    }

    private Optional<DeviceModel> row(DeviceId id) {
        return model.devices().get().stream().filter(row -> row.id().equals(id)).findFirst();
    }

    private <T> T awaitValue(Watch<T> watch, Predicate<T> condition, Duration limit) {
        CompletableFuture<T> found = watch.when(condition);
        try {
            return time.await(found, limit).orElseGet(watch::get);
        } finally {
            found.cancel(false);
        }
    }

    private static DemoEvidence.Picture picture(Shot shot) {
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(shot.png));
            int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
            int colors = (int) Arrays.stream(pixels).distinct().limit(1000).count();
            return new DemoEvidence.Picture(image.getWidth(), image.getHeight(), colors, shot.live);
        } catch (IOException | RuntimeException _) {
            return new DemoEvidence.Picture(0, 0, 0, false);
        }
    }
}
