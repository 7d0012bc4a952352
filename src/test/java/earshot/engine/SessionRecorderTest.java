package earshot.engine;

import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.capture.RecordedFault;
import earshot.capture.RecordingState;
import earshot.capture.SessionFile;
import earshot.capture.SessionFileReader;
import earshot.capture.TrafficListener;
import earshot.capture.TrafficHistory;
import earshot.config.SettingsLayer;
import earshot.config.SettingsOverview;
import earshot.device.DeviceIdentity;
import earshot.engine.Operation.Outcome;
import earshot.event.EventCode;
import earshot.event.Timeline;
import earshot.fault.Fault;
import earshot.fault.FaultKind;
import earshot.fault.FaultRegistry;
import earshot.fault.FaultSide;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.server.ConnectionAttempt;
import earshot.server.Handshake;
import earshot.store.HomeDirectory;
import earshot.time.TimeFake;
import earshot.ui.EngineFake;
import earshot.wire.Dialect;
import earshot.wire.Framing;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands about session files, without a server.
class SessionRecorderTest {
    @TempDir
    private Path directory;
    private final TimeFake time = new TimeFake();
    private final Timeline timeline = new Timeline(time);
    private final ProblemTracker problems = new ProblemTracker(time, timeline);
    private final TrafficHistory traffic = new TrafficHistory(time);
    private final EngineThread thread = new EngineThread();
    private final OperationRunner operations = new OperationRunner(problems, thread);
    private final EngineFake model = new EngineFake(time);
    private final FaultRegistry faults = new FaultRegistry(time, timeline, problems);
    private SessionRecorder recorder;

    @BeforeEach
    void make() {
        recorder = new SessionRecorder(
            new CoreServices(new HomeDirectory(directory), time, null, timeline, null, problems, traffic, faults), model);
    }

    @AfterEach
    void close() {
        recorder.close();
        thread.close();
    }

    @Test
    @DisplayName("U53: recordings are named by their time, and no two have the same name")
    void recordingsAreNamedByTheirTime() {
        assertThat(done(new Command.StartRecording(Optional.empty()))).isInstanceOf(Outcome.Done.class);
        Path first = recorder.state().get().map(RecordingState::file).orElseThrow();
        assertThat(first).hasFileName(DateTimeFormatter.ofPattern("yyyy-MM-dd HH-mm-ss").format(time.now().atZone(ZoneId.systemDefault())) + ".earshot")
            .hasParentRaw(directory.resolve("sessions"));
        assertThat(done(new Command.StopRecording())).isEqualTo(Outcome.Done.of("recording.saved", first));
        assertThat(done(new Command.StartRecording(Optional.empty()))).isInstanceOf(Outcome.Done.class);
        assertThat(recorder.state().get().map(RecordingState::file).orElseThrow().toString()).isEqualTo(first.toString().replace(".earshot", "-2.earshot"));
        assertThat(done(new Command.StopRecording())).isInstanceOf(Outcome.Done.class);
        assertThat(directory.resolve("sessions")).isDirectoryContaining("glob:**.earshot").isDirectoryNotContaining("glob:**.part");
    }

    @Test
    @DisplayName("U52, U53: a file names each fault that was on while it was recorded, with its times, at once also in what a kill would leave")
    void faultsAreInTheFile() {
        DeviceId board = new DeviceId("aa:bb:cc:00:00:01");
        faults.switchOn(board, FaultSide.SERVER, Fault.usual(FaultKind.HALF_OPEN));
        faults.switchAllOff();
        time.advance(Duration.ofSeconds(1));
        faults.switchOn(board, FaultSide.SERVER, new Fault(FaultKind.JITTER, 80));
        Instant before = time.now();
        time.advance(Duration.ofSeconds(1));
        done(new Command.StartRecording(Optional.empty()));
        time.advance(Duration.ofSeconds(1));
        Instant off = time.now();
        faults.switchOff(board, FaultSide.SERVER, FaultKind.JITTER);
        faults.switchOn(board, FaultSide.DEVICE, new Fault(FaultKind.LOSS, 5));
        List<RecordedFault> wanted = List.of(new RecordedFault("aa:bb:cc:00:00:01 server jitter", "80", Optional.of(before), Optional.of(off)),
            new RecordedFault("aa:bb:cc:00:00:01 device loss", "5", Optional.of(off), Optional.empty()));
        Path file = recorder.state().get().map(RecordingState::file).orElseThrow();
        time.advance(Duration.ofMillis(500));
        await().untilAsserted(() -> assertThat(SessionFileReader.read(file.resolveSibling(file.getFileName() + ".part")).manifest().faults()).isEqualTo(wanted));
        done(new Command.StopRecording());
        assertThat(SessionFileReader.read(file).manifest().faults()).isEqualTo(wanted);
    }

    @Test
    void theSizeIsToldWhileItGrows() {
        done(new Command.StartRecording(Optional.empty()));
        List<Long> sizes = new CopyOnWriteArrayList<>();
        recorder.state().observe(now -> now.ifPresent(state -> sizes.add(state.bytes())));
        timeline.log("engine", EventCode.ENGINE_STARTED);
        time.advance(Duration.ofMillis(500));
        await().untilAsserted(() -> assertThat(sizes).last().asInstanceOf(InstanceOfAssertFactories.LONG).isGreaterThan(100L));
    }

    @Test
    @DisplayName("a recording that the disk ends is a problem, is shown no more, and another one can begin")
    void aRecordingThatTheDiskEndsMakesRoomForAnother() throws IOException {
        done(new Command.StartRecording(Optional.empty()));
        Path part = Path.of(recorder.state().get().orElseThrow().file() + ".part");
        Files.writeString(part.resolve("sound"), "in the way");
        connect().frameReceived(new byte[] {0x58}, time.nanos());
        time.advance(Duration.ofMillis(500));
        await().until(() -> recorder.state().get().isEmpty());
        await()
            .untilAsserted(() -> assertThat(problems.entries().get()).anyMatch(entry -> entry.problem().code() == ProblemCode.SESSION_UNSAVED && entry.open()));
        assertThat(done(new Command.StopRecording())).isEqualTo(Outcome.Done.of("recording.off"));
        time.advance(Duration.ofSeconds(1));
        assertThat(done(new Command.StartRecording(Optional.empty()))).isInstanceOf(Outcome.Done.class);
        connect().textReceived("{\"type\":\"hello\"}", time.nanos());
        Outcome.Done saved = (Outcome.Done) done(new Command.StopRecording());
        assertThat(SessionFileReader.read(Path.of(saved.args().getFirst())).connections()).as("the one that was open, and the new one").hasSize(2);
    }

    @Test
    @DisplayName("U27: what memory keeps is saved with what is known of settings, turns and problems; secrets are left out")
    void whatMemoryKeepsIsSaved() {
        model.sheet.set(new SettingsOverview(new TreeMap<>(Map.of("server.port", value("server.port", Optional.of(8000L), false), "server.auth.token",
            value("server.auth.token", Optional.of("abc…1234"), true),
            "prompt", value("prompt", Optional.empty(), false))), Map.of("LLM.local.url", "http://127.0.0.1:11434"), List.of()));
        model.problems.set(List.of(new ProblemEntry(3, Problem.of(ProblemCode.BACKUP_FAILED, "x"), time.now(), time.now(), 2, Optional.empty())));
        timeline.log("engine", EventCode.ENGINE_STARTED);
        time.advance(Duration.ofSeconds(5));
        connect().textReceived("{\"type\":\"hello\"}", time.nanos());
        Path file = directory.resolve("kept.earshot");
        assertThat(done(new Command.SaveSession(file))).isEqualTo(Outcome.Done.of("session", file));
        SessionFile read = SessionFileReader.read(file);
        assertThat(read.manifest().settings()).isEqualTo(Map.of("server.port", 8000L, "LLM.local.url", "http://127.0.0.1:11434"));
        assertThat(read.problems()).singleElement().satisfies(problem -> assertThat(problem.count()).isEqualTo(2));
        assertThat(read.rows()).hasSize(1);
        assertThat(read.connections()).hasSize(1);
        assertThat(read.manifest().clock().started()).as("when the first of it happened").isEqualTo(time.now().minusSeconds(5));
        assertThat(read.at(time.nanos())).isEqualTo(time.now());
    }

    @Test
    void savingThatIsCancelledLeavesNothing() {
        for (int i = 0; i < 6_000; i++) {
            timeline.log("engine", EventCode.ENGINE_STARTED);
        }
        Operation saving = recorder.run(operations, new Command.SaveSession(directory.resolve("kept.earshot")));
        saving.cancel();
        Outcome outcome = saving.outcome().join();
        // it may come too late
        assertThat(outcome).isInstanceOfAny(Outcome.Cancelled.class, Outcome.Done.class);
        assertThat(Files.exists(directory.resolve("kept.earshot"))).isEqualTo(outcome instanceof Outcome.Done);
        assertThat(directory).isDirectoryNotContaining("glob:**.{part,new}");
    }

    private TrafficListener connect() {
        DeviceIdentity identity = new DeviceIdentity(new DeviceId("aa"), "c", DeviceIdentity.Source.HEADER);
        ConnectionAttempt attempt = new ConnectionAttempt(1, Instant.EPOCH, ConnectionAttempt.Port.WEBSOCKET, "10.0.0.7", "GET /",
            Optional.of(new DeviceId("aa")), ConnectionAttempt.Step.HELLO, Optional.empty());
        return traffic
            .connected(new Handshake(new InetSocketAddress("10.0.0.7", 1), "/xiaozhi/v1/", Map.of(), identity, false, Framing.RAW, Dialect.XIAOZHI, attempt));
    }

    private Outcome done(Command.SessionCommand command) {
        return recorder.run(operations, command).outcome().join();
    }

    private static SettingsOverview.CurrentValue value(String key, Optional<Object> value, boolean secret) {
        return new SettingsOverview.CurrentValue(key, value, SettingsLayer.values()[0], secret);
    }
}
