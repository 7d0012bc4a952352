package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.audio.OpusCodecs;
import earshot.audio.PcmAudio;
import earshot.audio.WavFile;
import earshot.event.Direction;
import earshot.event.Event;
import earshot.event.EventPayload;
import earshot.fault.Fault;
import earshot.fault.FaultKind;
import earshot.fault.FaultSide;
import earshot.fault.Faults;
import earshot.id.DeviceId;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemReason;
import earshot.problem.ProblemSubject;
import earshot.simulator.EncodedRecording;
import earshot.simulator.FrameCounters;
import earshot.simulator.Loudspeaker;
import earshot.simulator.RecordedMicrophone;
import earshot.simulator.SampleSentence;
import earshot.simulator.SimulatedDevice;
import earshot.simulator.SimulatedDeviceEvent;
import earshot.simulator.SimulatedDeviceProfile;
import earshot.simulator.SimulatedState;
import earshot.turn.TurnFacts;
import earshot.turn.TurnRecord;
import earshot.wire.Framing;
import earshot.wire.ListenMode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every fault tried on test devices, which tell what was done to them. All of a test run at the same time.
class FaultsEngineTest {
    private static EngineExtension engine;
    private static final AtomicInteger NUMBERS = new AtomicInteger(300);
    private static EncodedRecording sentence;

    @BeforeAll
    static void start() {
        engine = new EngineExtension();
        engine.start(Map.of("assistant", "scripted"), new SpeechFactoryFake("what is your name"));
        PcmAudio whole = SampleSentence.load().pcmAudio();
        sentence = EncodedRecording.of(OpusCodecs.best(), new PcmAudio(Arrays.copyOf(whole.pcm(), whole.rate()), whole.rate()));
    }

    @AfterAll
    static void stop() throws Exception {
        engine.close();
    }

    @Test
    @DisplayName("U52: what is sent is delayed, jittered, lost, reordered, held, wrongly framed: the test device counts it")
    void theWayToTheDevice() {
        Board sound = new Board(Faults.NONE);
        Board delayed = new Board(Faults.NONE, new Fault(FaultKind.DELAY, 700));
        Board jittered = new Board(Faults.NONE, new Fault(FaultKind.JITTER, 900));
        Board lossy = new Board(Faults.NONE, new Fault(FaultKind.LOSS, 70));
        Board reordered = new Board(Faults.NONE, new Fault(FaultKind.REORDERING, 100));
        Board held = new Board(Faults.NONE, new Fault(FaultKind.BURST, 600));
        Board misframed = new Board(Faults.NONE, Fault.usual(FaultKind.WRONG_FRAMING));
        Board late = new Board(Faults.NONE, new Fault(FaultKind.HELLO_LATE, 600));
        Board slowModel = new Board(Faults.NONE, new Fault(FaultKind.MODEL_SLOW, 500));
        Board slowVoice = new Board(Faults.NONE, new Fault(FaultKind.VOICE_SLOW, 500));
        List<Board> all = List.of(sound, delayed, jittered, lossy, reordered, held, misframed, late, slowModel, slowVoice);
        all.forEach(Board::hear);
        all.forEach(Board::awaitEnd);

        long whole = sound.counters().received();
        assertThat(whole).isGreaterThan(10);
        assertThat(sound.counters().arrivals().reordered()).isZero();
        assertThat(sound.counters().misframed()).isZero();
        assertThat(delayed.hello()).isGreaterThanOrEqualTo(Duration.ofMillis(700));
        assertThat(jittered.counters().arrivals().late()).isPositive();
        assertThat(jittered.counters().received()).as("late is not lost").isEqualTo(whole);
        assertThat(lossy.counters().received()).isLessThan(whole);
        assertThat(reordered.counters().arrivals().reordered()).isPositive();
        assertThat(reordered.counters().received()).isEqualTo(whole);
        assertThat(held.counters().arrivals().longestGapNanos()).isGreaterThan(400_000_000L);
        assertThat(misframed.counters().misframed()).isEqualTo(whole);
        assertThat(misframed.counters().played()).isZero();
        assertThat(late.hello()).isGreaterThanOrEqualTo(Duration.ofMillis(600));
        assertThat(slowModel.firstFrame()).isGreaterThanOrEqualTo(Duration.ofMillis(500));
        assertThat(slowVoice.firstFrame()).isGreaterThanOrEqualTo(Duration.ofMillis(500));
    }

    @Test
    @DisplayName("U52: a half-open connection, a server that does not read, a missing and a wrong hello, bad answers to OTA")
    void connectionsAndBoot() {
        Board mute = new Board(Faults.NONE, Fault.usual(FaultKind.HELLO_MISSING));
        Board wrong = new Board(Faults.NONE, Fault.usual(FaultKind.HELLO_WRONG));
        Board error = new Board(Faults.NONE, Fault.usual(FaultKind.OTA_ERROR));
        Board page = new Board(Faults.NONE, Fault.usual(FaultKind.OTA_NOT_JSON));
        Board slow = new Board(Faults.NONE, new Fault(FaultKind.OTA_SLOW, 600));
        List.of(mute, wrong).forEach(board -> board.device.button());
        long asked = engine.time.nanos();
        List.of(error, page, slow).forEach(board -> board.device.powerOn("http://127.0.0.1:" + engine.port() + "/xiaozhi/ota/"));
        Board half = new Board(Faults.NONE);
        Board unread = new Board(Faults.NONE);
        List.of(half, unread).forEach(Board::listen);
        half.on(Fault.usual(FaultKind.HALF_OPEN));
        half.say();
        unread.say();
        unread.await(SimulatedDeviceEvent.FirstFrame.class);
        unread.on(new Fault(FaultKind.SLOW_READER, 20_000));
        unread.device.button();

        assertThat(error.await(SimulatedDeviceEvent.Failed.class).problem().why(Locale.ENGLISH)).contains("500");
        assertThat(page.await(SimulatedDeviceEvent.Failed.class).problem().why(Locale.ENGLISH)).contains("no JSON");
        await().atMost(Duration.ofSeconds(30)).until(() -> slow.idles() >= 2);
        assertThat(engine.time.nanos() - asked).isGreaterThan(600_000_000L);
        unread.await(SimulatedDeviceEvent.PlaybackDrained.class);
        assertThat(unread.counters().received()).as("its abort was not read").isGreaterThan(10);
        half.turn();
        assertThat(half.counters().received()).isZero();
        assertThat(half.device.state().get()).isInstanceOf(SimulatedState.Listening.class);
        assertThat(half.find(SimulatedDeviceEvent.Disconnected.class)).isEmpty();
        Stream.of(mute, wrong).forEach(board -> assertThat(board.find(SimulatedDeviceEvent.Connected.class)).isPresent());
        assertThat(Stream.of(mute, wrong).flatMap(board -> board.find(SimulatedDeviceEvent.HelloReceived.class).stream())).isEmpty();
    }

    @Test
    @DisplayName("U52: a failing recogniser, model or voice ends the turn and says that somebody switched it on; all off ends the problem")
    void failingParts() {
        Map<FaultKind, Board> boards = new EnumMap<>(FaultKind.class);
        for (FaultKind kind : List.of(FaultKind.MODEL_FAILS, FaultKind.VOICE_FAILS, FaultKind.RECOGNIZER_FAILS, FaultKind.RECOGNIZER_SLOW)) {
            boards.put(kind, new Board(Faults.NONE, kind == FaultKind.RECOGNIZER_SLOW ? new Fault(kind, 400) : Fault.usual(kind)));
        }
        boards.get(FaultKind.MODEL_FAILS).hear();
        boards.get(FaultKind.VOICE_FAILS).hear();
        boards.get(FaultKind.RECOGNIZER_FAILS).speak();
        boards.get(FaultKind.RECOGNIZER_SLOW).speak();
        boards.forEach((kind, board) -> {
            TurnFacts turn = board.turn();
            boolean fails = kind != FaultKind.RECOGNIZER_SLOW;
            assertThat(turn.outcome()).as(kind.key()).isEqualTo(fails ? TurnFacts.Outcome.FAILED : TurnFacts.Outcome.DONE);
            assertThat(board.problems(true)).as(kind.key())
                .isEqualTo(fails ? List.of("A fault is switched on by hand: " + Fault.usual(kind).words(Locale.ENGLISH) + ".") : List.of());
        });
        Board modelFails = boards.get(FaultKind.MODEL_FAILS);
        assertThat(modelFails.turn().answer().text()).isEqualTo("Sorry, that did not work. Please try again.");
        modelFails.awaitEnd();
        assertThat(modelFails.counters().played()).as("it is heard").isGreaterThan(10);
        assertThat(engine.model().faults().get()).hasSizeGreaterThanOrEqualTo(4);
        engine.done(new FaultCommand.SwitchAllOff());
        assertThat(engine.model().faults().get()).isEmpty();
        boards.forEach((kind, board) -> {
            assertThat(board.problems(true)).as(kind.key()).isEmpty();
            assertThat(board.rows("fault")).as(kind.key()).hasSize(2).last().asString().startsWith("fault switched off: ");
        });
    }

    @Test
    @DisplayName("U52: what a test device does wrong itself reaches the server")
    void theDeviceItself() {
        Board hangingUp = new Board(Faults.of(new Fault(FaultKind.HANG_UP, 300)));
        Board late = new Board(Faults.of(new Fault(FaultKind.HELLO_LATE, 500)));
        Board delayed = new Board(Faults.of(new Fault(FaultKind.DELAY, 500)));
        Board mute = new Board(Faults.of(Fault.usual(FaultKind.HELLO_MISSING)));
        Board wrong = new Board(Faults.of(Fault.usual(FaultKind.HELLO_WRONG)));
        Board misframed = new Board(Faults.of(Fault.usual(FaultKind.WRONG_FRAMING)));
        Board lossy = new Board(Faults.of(new Fault(FaultKind.LOSS, 100)));
        Board reader = new Board(Faults.of(new Fault(FaultKind.SLOW_READER, 500)));
        List.of(hangingUp, late, delayed, mute, wrong).forEach(board -> board.device.button());
        misframed.speak();
        lossy.speak();
        reader.hear();

        hangingUp.await(SimulatedDeviceEvent.HelloReceived.class);
        assertThat(hangingUp.await(SimulatedDeviceEvent.Disconnected.class).why()).isEqualTo(ProblemReason.DEVICE_HANG_UP_FAULT.toString());
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(hangingUp.rows("connection")).anyMatch(row -> row.contains("1006")));
        assertThat(late.hello()).isGreaterThanOrEqualTo(Duration.ofMillis(500));
        assertThat(delayed.hello()).isGreaterThanOrEqualTo(Duration.ofMillis(500));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(misframed.rows("binary")).isNotEmpty());
        lossy.await(SimulatedDeviceEvent.SpeechEnded.class);
        assertThat(lossy.counters().sent()).isZero();
        reader.awaitEnd();
        assertThat(reader.counters().arrivals().longestGapNanos()).isGreaterThan(400_000_000L);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(wrong.sent("hello")).anyMatch(json -> json.contains("udp")));
        assertThat(mute.find(SimulatedDeviceEvent.HelloReceived.class)).isEmpty();
        assertThat(mute.sent("hello")).isEmpty();
    }

    @Test
    @DisplayName("U52, U54: the console's test device says that its boot failed, and asks again before the next sentence; it then speaks, and the problem is over")
    void theBootOfTheConsolesTestDevice(@TempDir Path directory) {
        PcmAudio whole = SampleSentence.load().pcmAudio();
        Path second = directory.resolve("second.wav");
        WavFile.write(second, new PcmAudio(Arrays.copyOf(whole.pcm(), whole.rate()), whole.rate()));
        DeviceId first = new DeviceId("02:ea:50:00:00:01");
        try {
            engine.done(new FaultCommand.SwitchOn(first, FaultSide.SERVER, Fault.usual(FaultKind.OTA_ERROR)));
            engine.done(new Command.StartTestDevice(Optional.of(second)));
            await().untilAsserted(() -> assertThat(engine.model().testDeviceReports().get()).singleElement()
                .satisfies(report -> assertThat(report.failures()).extracting(why -> why.words(Locale.ENGLISH)).singleElement().asString().contains("500")));
            assertThat(engine.open(ProblemCode.SERVER_UNREACHABLE)).isTrue();
            assertThat(engine.open(ProblemCode.PORT_WRONG)).as("it does not try the address of OTA").isFalse();
            engine.done(new FaultCommand.SwitchOff(first, FaultSide.SERVER, FaultKind.OTA_ERROR));
            engine.done(new FaultCommand.SwitchOn(first, FaultSide.SERVER, Fault.usual(FaultKind.WRONG_FRAMING)));
            engine.done(new Command.SpeakAgain());
            await().untilAsserted(() -> assertThat(engine.model().testDeviceReports().get()).singleElement().satisfies(report -> {
                assertThat(report.answered()).isEqualTo(1);
                assertThat(report.frames().played()).isZero();
                assertThat(report.frames().missed()).isPositive();
                assertThat(report.frames().reordered()).as("form 1 does not tell").isEmpty();
                assertThat(report.frames().longestGap()).isPresent();
            }));
            assertThat(engine.open(ProblemCode.SERVER_UNREACHABLE)).isFalse();
        } finally {
            engine.done(new Command.StopTestDevice());
            engine.done(new FaultCommand.SwitchAllOff());
        }
    }

    /// A test device in form 2, whose frames carry the moment at which they were sent.
    private static final class Board {
        final SimulatedDevice device;
        private final RecordedMicrophone microphone = new RecordedMicrophone(engine.time, sentence);
        private final DeviceId id;
        private volatile long said;

        /// @param own its own faults
        Board(Faults own, Fault... ofTheServer) {
            SimulatedDeviceProfile profile = SimulatedDeviceProfile.numbered(NUMBERS.incrementAndGet(), "ws://127.0.0.1:" + engine.port() + "/xiaozhi/v1/")
                .withFraming(Framing.TIMESTAMPED).withMode(ListenMode.MANUAL);
            id = profile.deviceId();
            device = engine.closing(new SimulatedDevice(engine.time, OpusCodecs.best(), profile, microphone, Loudspeaker.silent(), 0, () -> own));
            Arrays.stream(ofTheServer).forEach(this::on);
            device.powerOn();
        }

        void on(Fault fault) {
            assertThat(engine.done(new FaultCommand.SwitchOn(id, FaultSide.SERVER, fault))).isInstanceOf(Operation.Outcome.Done.class);
        }

        void listen() {
            device.button();
            org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> device.state().get() instanceof SimulatedState.Listening);
        }

        /// Gets an answer to a sentence that nobody spoke.
        void hear() {
            device.button();
            Thread.ofVirtual().start(this::sayOnceListening);
        }

        private void sayOnceListening() {
            engine.time.await(device.state().when(state -> state instanceof SimulatedState.Listening), Duration.ofSeconds(30)).ifPresent(_ -> say());
        }

        void say() {
            said = engine.time.nanos();
            assertThat(engine.done(new Command.Say(id, "what is your name"))).isInstanceOf(Operation.Outcome.Done.class);
        }

        /// Speaks the sentence while the talk button is held.
        void speak() {
            device.press();
            Thread.ofVirtual().start(() -> {
                engine.time.await(device.state().when(state -> state instanceof SimulatedState.Listening), Duration.ofSeconds(30));
                microphone.speak();
                await(SimulatedDeviceEvent.SpeechEnded.class);
                device.release();
            });
        }

        void awaitEnd() {
            await(SimulatedDeviceEvent.PlaybackDrained.class);
        }

        <E extends SimulatedDeviceEvent> E await(Class<E> kind) {
            org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(find(kind)).as(() -> kind.getSimpleName() + " among " + events().toList()).isPresent());
            return find(kind).orElseThrow();
        }

        <E extends SimulatedDeviceEvent> Optional<E> find(Class<E> kind) {
            return events().filter(kind::isInstance).map(kind::cast).findFirst();
        }

        long idles() {
            return events().filter(what -> what instanceof SimulatedDeviceEvent.StateChanged(_, SimulatedState.Idle _)).count()
                + (device.state().get() instanceof SimulatedState.Idle ? 1 : 0);
        }

        private Stream<SimulatedDeviceEvent> events() {
            return device.events().read(0, 4096).rows().stream().map(timed -> timed.event());
        }

        FrameCounters counters() {
            return device.counters().get();
        }

        Duration hello() {
            return await(SimulatedDeviceEvent.HelloReceived.class).took();
        }

        Duration firstFrame() {
            long at = device.events().read(0, 4096).rows().stream().filter(timed -> timed.event() instanceof SimulatedDeviceEvent.FirstFrame).findFirst()
                .orElseThrow().nanos();
            return Duration.ofNanos(at - said);
        }

        /// Its finished turn.
        TurnFacts turn() {
            org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> turns().findFirst().isPresent());
            return turns().findFirst().orElseThrow().facts();
        }

        private Stream<TurnRecord> turns() {
            return engine.model().turns().get().stream().filter(turn -> turn.deviceId().equals(id));
        }

        List<String> problems(boolean open) {
            return engine.model().problems().get().stream()
                .filter(entry -> entry.open() == open && entry.problem().code() == ProblemCode.FAULT_ON
                    && entry.problem().subject().equals(new ProblemSubject.Device(id)))
                .map(entry -> entry.problem().why(Locale.ENGLISH)).toList();
        }

        /// What the server got of it.
        List<String> sent(String type) {
            return events(type).filter(row -> row.direction() == Direction.IN).map(row -> row.payload() instanceof EventPayload.Text text ? text.head() : "")
                .toList();
        }

        List<String> rows(String type) {
            return events(type).map(Event::summary).toList();
        }

        private Stream<Event> events(String type) {
            return engine.model().events().read(0, 20_000).rows().stream()
                .filter(row -> row.device().filter(id::equals).isPresent() && row.type().equals(type));
        }
    }
}
