package earshot.session;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import earshot.asr.HallucinationDetector;
import earshot.asr.HallucinationSettings;
import earshot.asr.RecognitionResult;
import earshot.asr.RecognitionStream;
import earshot.asr.Recognizer;
import earshot.asr.RecognizerSettings;
import earshot.audio.PcmAudio;
import earshot.compute.ComputePool;
import earshot.config.Settings;
import earshot.device.DeviceFacts;
import earshot.device.DeviceIdentity;
import earshot.device.DeviceRegistry;
import earshot.device.DeviceStore;
import earshot.device.ListeningSettings;
import earshot.device.MutableDeviceModel;
import earshot.event.Event;
import earshot.event.LogTextFormatter;
import earshot.event.Timeline;
import earshot.feature.DeviceFeature;
import earshot.id.DeviceId;
import earshot.llm.Message;
import earshot.meeting.recording.RecordingStore;
import earshot.meeting.transcription.MeetingTranscribers;
import earshot.memory.ConversationMemory;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.remote.ActiveProvider;
import earshot.server.CloseStatus;
import earshot.server.ConnectionAttempt;
import earshot.server.DeviceTransport;
import earshot.server.Handshake;
import earshot.time.TimeFake;
import earshot.turn.DeviceOutput;
import earshot.turn.Turn;
import earshot.turn.TurnFacts;
import earshot.turn.TurnLog;
import earshot.turn.TurnRequest;
import earshot.watch.MutableWatch;
import earshot.wire.Dialect;
import earshot.wire.Framing;
import org.awaitility.Awaitility;
import org.slf4j.LoggerFactory;

/// Sessions in manual time, with fake links, audio and turns that a test can inspect.
final class SessionFixture implements AutoCloseable {
    /// Packets of [OpusCodecFake].
    static final byte[] VOICE = {1, 0};
    static final byte[] SILENCE = {0, 0};
    static final byte[] NONSENSE = {9, 0};

    static {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    final TimeFake time = new TimeFake();
    final MutableWatch<Settings> settings = new MutableWatch<>(Settings.defaults());
    final DeviceRegistry devices = new DeviceRegistry(time, DeviceStore.none());
    final Timeline timeline = new Timeline(time);
    final List<Problem> problems = new CopyOnWriteArrayList<>();
    final List<ProblemCode> resolved = new CopyOnWriteArrayList<>();
    final List<ConnectionAttempt> attempts = new CopyOnWriteArrayList<>();
    /// Called with every attempt, on the thread that reports it.
    volatile Consumer<ConnectionAttempt> onAttempt = _ -> {};
    private final TurnLog turnLog = new TurnLog();
    /// What the server says by itself.
    volatile AnnouncementSource announcements = _ -> Optional.empty();
    final List<TurnFake> turns = new CopyOnWriteArrayList<>();
    private final List<DeviceFake> devicesOut = new CopyOnWriteArrayList<>();
    final ServerActionsFake serverActionsFake = new ServerActionsFake();
    final SessionRegistry sessions;
    final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final List<Logger> loggers = List.of((Logger) LoggerFactory.getLogger("earshot.session"), (Logger) LoggerFactory.getLogger("earshot.device"));
    /// Whether the recognizer streams.
    boolean streams;
    final List<RecognitionStreamFake> hearings = new CopyOnWriteArrayList<>();
    final MemoryFake memory = new MemoryFake();
    final List<ConnectionResources> connectionResources = new CopyOnWriteArrayList<>();
    final RecognizerFake recognizer = new RecognizerFake();
    volatile HallucinationSettings hallucinations = new HallucinationSettings(false, List.of());
    private final ComputePool pool = new ComputePool(1, 16);
    final MeetingTranscribers transcribers = new MeetingTranscribers(time, recognizer::chosen, new HallucinationDetector(() -> hallucinations));
    final RecordingStore sounds = new RecordingStore(directory(), new OpusCodecFake(), pool, new ProblemSinkFake());
    private final Map<DeviceId, MeetingParticipationFake> participations = new ConcurrentHashMap<>();
    private Optional<RuntimeException> openingFails = Optional.empty();

    SessionFixture(RegistrationStep... steps) {
        this(List.of(), steps);
    }

    SessionFixture(List<DeviceFeature> features, RegistrationStep... steps) {
        this(_ -> features, steps);
    }

    /// @param features made with the clock and the timeline of the fixture
    SessionFixture(Function<SessionFixture, List<DeviceFeature>> features, RegistrationStep... steps) {
        log.list = Collections.synchronizedList(new ArrayList<>());
        log.start();
        loggers.forEach(logger -> {
            logger.setLevel(ch.qos.logback.classic.Level.DEBUG);
            logger.addAppender(log);
        });
        sessions = new SessionRegistry(new SessionServices(time, settings, devices,
            new SessionServices.AudioServices(new OpusCodecFake(), _ -> new OpusCodecFake.VoiceActivityDetectorFake(), () -> false),
            new SessionServices.ConversationServices(new TurnFactoryFake(), memory, id -> announcements.next(id)), meetingServices(),
            new SessionServices.ReportServices(timeline, new LogTextFormatter(() -> 2000), new ProblemSinkFake(), this::attempted),
            new SessionServices.ServerServices(List.of(steps), features.apply(this), serverActionsFake)));
    }

    private void attempted(ConnectionAttempt attempt) {
        attempts.add(attempt);
        onAttempt.accept(attempt);
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("bench");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private MeetingServices meetingServices() {
        return new MeetingServices(participantConnection -> {
            participations.put(participantConnection.deviceId(), new MeetingParticipationFake(participantConnection));
            return participations.get(participantConnection.deviceId());
        }, transcribers, sounds::open);
    }

    MeetingParticipationFake participation(String id) {
        return participations.get(new DeviceId(id));
    }

    void change(UnaryOperator<Settings> change) {
        settings.update(change);
    }

    void idle(Duration noVoice, Duration grace, boolean farewell) {
        change(s -> s.with(IdleSettings.SECTION, new IdleSettings(noVoice, grace, farewell, Optional.empty())));
    }

    void listening(UnaryOperator<ListeningSettings> change) {
        change(s -> s.with(ListeningSettings.SECTION, change.apply(s.of(ListeningSettings.SECTION))));
    }

    void openingFails(RuntimeException with) {
        openingFails = Optional.of(with);
    }

    DeviceFake connect(DeviceId id) {
        return connect(id, Dialect.XIAOZHI, Framing.RAW, "10.0.0.7");
    }

    DeviceFake badge(DeviceId id) {
        return connect(id, Dialect.BADGE, Framing.RAW, "10.0.0.7");
    }

    DeviceFake connect(DeviceId id, Dialect dialect, Framing framing, String from) {
        ConnectionAttempt attempt = new ConnectionAttempt(1, time.now(), ConnectionAttempt.Port.WEBSOCKET, from, "GET /", Optional.of(id),
            ConnectionAttempt.Step.AUTHENTICATED, Optional.empty());
        Handshake handshake = new Handshake(new InetSocketAddress(from, 4711), dialect == Dialect.BADGE ? "/supie/v1/" : "/xiaozhi/v1/", Map.of(),
            new DeviceIdentity(id, id.value(), DeviceIdentity.Source.HEADER), false, framing, dialect, attempt);
        DeviceFake device = new DeviceFake();
        device.session = (Session) sessions.accept(handshake, device);
        devicesOut.add(device);
        return device.settle();
    }

    MutableDeviceModel row(DeviceId id) {
        return devices.find(id).orElseThrow();
    }

    TurnFacts lastTurn(DeviceId id) {
        return turnLog.lastTurn(id).get().orElseThrow();
    }

    DeviceFacts facts(DeviceId id) {
        return row(id).facts().get();
    }

    DeviceFacts.Connection connection(DeviceId id) {
        return facts(id).connection().orElseThrow();
    }

    /// The summaries of the timeline's rows of a type.
    List<String> rows(String type) {
        return timeline.rows().read(0, 100_000).rows().stream().filter(event -> event.type().equals(type)).map(Event::summary).toList();
    }

    List<String> logged() {
        return List.copyOf(log.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Override
    public void close() {
        sessions.close();
        // sessions that still run would write into the log of the next test
        devicesOut.forEach(device -> device.session.closed(new CloseStatus(1001, "server stops", CloseStatus.Cause.SERVER)));
        Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> sessions.live().get() == 0);
        transcribers.close(Duration.ZERO);
        sounds.delete(Optional.empty()).join();
        sounds.close();
        pool.close();
        loggers.forEach(logger -> {
            logger.detachAppender(log);
            logger.setLevel(null);
        });
    }

    /// The far end of a fake link.
    final class DeviceFake implements DeviceTransport {
        final List<String> texts = new CopyOnWriteArrayList<>();
        final List<byte[]> frames = new CopyOnWriteArrayList<>();
        final List<CloseStatus> closeStatuses = new CopyOnWriteArrayList<>();
        volatile boolean open = true;
        /// Open, but nothing can be written to it.
        volatile boolean stuck;
        private Session session;

        @Override
        public boolean send(String text) {
            return open && !stuck && texts.add(text);
        }

        @Override
        public boolean send(byte[] frame) {
            return open && frames.add(frame);
        }

        @Override
        public CompletableFuture<Boolean> arrival() {
            return CompletableFuture.completedFuture(open);
        }

        @Override
        public void close(int code, String reason) {
            if (open) {
                open = false;
                closeStatuses.add(new CloseStatus(code, reason, CloseStatus.Cause.SERVER));
            }
        }

        @Override
        public void abort() {
            close(1006, "cut");
        }

        Session session() {
            return session;
        }

        /// Sends a text and waits until it was handled.
        DeviceFake says(String text) {
            session.textReceived(text, time.nanos());
            return settle();
        }

        DeviceFake listens(String state, String mode) {
            return says("{\"type\":\"listen\",\"state\":\"" + state + "\",\"mode\":\"" + mode + "\"}");
        }

        DeviceFake detects(String text) {
            return says("{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"" + text + "\"}");
        }

        /// Sends packets of 60 ms, each at its time.
        DeviceFake sounds(byte[] packet, int count) {
            for (int i = 0; i < count; i++) {
                session.binaryReceived(packet.clone(), time.nanos());
                settle();
                time.advance(Duration.ofMillis(60));
            }
            return settle();
        }

        /// The microphone is open and nobody speaks: one packet a second instead of seventeen, which is enough here.
        DeviceFake quiet(int seconds) {
            for (int i = 0; i < seconds; i++) {
                session.binaryReceived(SILENCE.clone(), time.nanos());
                settle();
                time.advance(Duration.ofSeconds(1));
            }
            return settle();
        }

        void advance(Duration by) {
            time.advance(by);
            settle();
        }

        /// Ends as the server reports it: with the server's close where it asked for one, else as a hang-up of the device.
        void hangsUp() {
            ends(closeStatuses.isEmpty() ? new CloseStatus(1006, "hung up without a close frame", CloseStatus.Cause.DEVICE) : closeStatuses.getFirst());
        }

        void ends(CloseStatus closeStatus) {
            open = false;
            session.closed(closeStatus);
            Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> !sessions.contains(session));
        }

        /// Waits until posted tasks and the tasks that they posted are done, and their changes are published.
        DeviceFake settle() {
            for (int i = 0; i < 3; i++) {
                CompletableFuture<Void> seen = new CompletableFuture<>();
                session.post(() -> seen.complete(null));
                seen.orTimeout(30, TimeUnit.SECONDS).join();
            }
            return this;
        }
    }

    TurnFake turn() {
        assertThat(turns).isNotEmpty();
        return turns.getLast();
    }

    private final class TurnFactoryFake implements ConnectionTurnFactory {
        @Override
        public ConnectionTurns forConnection(ConnectionResources connection) {
            connectionResources.add(connection);
            return new TurnsFake(connection.deviceId());
        }
    }

    private final class TurnsFake implements ConnectionTurns {
        private final DeviceId deviceId;

        TurnsFake(DeviceId deviceId) {
            this.deviceId = deviceId;
        }

        @Override
        public void turnUpdated(TurnFacts facts) {
            turnLog.turnUpdated(deviceId, facts);
        }

        @Override
        public Optional<RecognitionStream> openRecognition(int rate, Consumer<String> soFar) {
            if (!streams) {
                return Optional.empty();
            }
            RecognitionStreamFake hearing = new RecognitionStreamFake(soFar);
            hearings.add(hearing);
            return Optional.of(hearing);
        }

        @Override
        public Turn start(TurnRequest request, DeviceOutput deviceOutput) {
            openingFails.ifPresent(e -> {
                throw e;
            });
            return added(new TurnFake(time, Optional.of(request.input()), Optional.empty(), request.options(), deviceOutput));
        }

        @Override
        public Turn say(List<String> sentences, TurnRequest request, DeviceOutput deviceOutput) {
            return added(new TurnFake(time, Optional.empty(), Optional.of(String.join(" ", sentences)), request.options(), deviceOutput));
        }

        private TurnFake added(TurnFake turn) {
            turns.add(turn);
            return turn;
        }
    }

    /// Records the requested server actions.
    static final class ServerActionsFake implements ServerActions {
        final List<String> what = new ArrayList<>();
        boolean accepts = true;
        Optional<Exception> fails = Optional.empty();
        Optional<Error> breaks = Optional.empty();

        @Override
        public boolean updateConfig() throws Exception {
            what.add("update_config");
            if (fails.isPresent()) {
                throw fails.get();
            }
            return accepts;
        }

        @Override
        public void restart() throws Exception {
            what.add("restart");
            if (fails.isPresent()) {
                throw fails.get();
            }
            if (breaks.isPresent()) {
                throw breaks.get();
            }
        }
    }

    /// Records the dialogues handed to the memory.
    static final class MemoryFake implements ConversationMemory {
        final Map<DeviceId, List<Message>> dialogues = new ConcurrentHashMap<>();
        Optional<Error> breaks = Optional.empty();

        @Override
        public Optional<String> recall(DeviceId device) {
            return Optional.empty();
        }

        @Override
        public void remember(DeviceId device, List<Message> dialogue) {
            if (breaks.isPresent()) {
                throw breaks.get();
            }
            dialogues.put(device, dialogue);
        }
    }

    private final class ProblemSinkFake implements ProblemSink {
        @Override
        public void raise(Problem problem) {
            problems.add(problem);
        }

        @Override
        public void resolve(ProblemCode code, ProblemSubject subject) {
            resolved.add(code);
        }
    }

    /// The recognizer of meetings: answers at once with the next number, or when the test completes the answer.
    final class RecognizerFake {
        final List<PcmAudio> asked = new CopyOnWriteArrayList<>();
        final List<CompletableFuture<RecognitionResult>> answers = new CopyOnWriteArrayList<>();
        final List<String> closed = new CopyOnWriteArrayList<>();
        volatile boolean held;
        volatile Optional<RuntimeException> fails = Optional.empty();
        volatile Optional<String> says = Optional.empty();

        private ActiveProvider<Recognizer> chosen() {
            return new ActiveProvider<>(() -> settings.get().of(RecognizerSettings.SELECTED), _ -> new ActiveProvider.Instance<>(new Recognizer() {
                @Override
                public CompletableFuture<RecognitionResult> recognize(PcmAudio pcmAudio, List<String> expected) {
                    CompletableFuture<RecognitionResult> answer = new CompletableFuture<>();
                    asked.add(pcmAudio);
                    answers.add(answer);
                    fails.ifPresent(answer::completeExceptionally);
                    if (!held) {
                        answer.complete(new RecognitionResult(says.orElseGet(() -> "words " + asked.size()), 1));
                    }
                    return answer;
                }

                @Override
                public String name() {
                    return "recognizer";
                }

                @Override
                public void close() {}
            }, Optional.of(() -> closed.add("closed"))));
        }
    }
}
