package earshot.session;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import earshot.asr.Hearing;
import earshot.asr.Recognizer;
import earshot.asr.Transcript;
import earshot.audio.Speech;
import earshot.compute.ComputePool;
import earshot.config.Settings;
import earshot.device.DeviceBook;
import earshot.device.DeviceCells;
import earshot.device.DeviceFacts;
import earshot.device.Devices;
import earshot.device.Identity;
import earshot.event.Event;
import earshot.event.LogText;
import earshot.event.Timeline;
import earshot.llm.Message;
import earshot.meeting.sound.KeptSounds;
import earshot.meeting.voice.Transcribers;
import earshot.memory.Memory;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.Problems;
import earshot.problem.Subject;
import earshot.provider.Chosen;
import earshot.server.Attempt;
import earshot.server.Closing;
import earshot.server.Handshake;
import earshot.server.Link;
import earshot.time.ManualTime;
import earshot.tool.Tools;
import earshot.turn.Heard;
import earshot.turn.Speaker;
import earshot.turn.Turn;
import earshot.turn.TurnRules;
import earshot.turn.Utterance;
import earshot.watch.Cell;
import earshot.wire.Dialect;
import earshot.wire.Framing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.slf4j.LoggerFactory;

/// Sessions in manual time, with fake links, audio and turns that a test can inspect.
final class Bench implements AutoCloseable {
    /// Packets of [TinyCodec].
    static final byte[] VOICE = {1, 0};
    static final byte[] SILENCE = {0, 0};
    static final byte[] NONSENSE = {9, 0};

    final ManualTime time = new ManualTime();
    final Cell<Settings> settings = new Cell<>(Settings.defaults());
    final Devices devices = new Devices(time, DeviceBook.none());
    final Timeline timeline = new Timeline(time);
    final List<Problem> problems = new CopyOnWriteArrayList<>();
    final List<Code> resolved = new CopyOnWriteArrayList<>();
    final List<Attempt> attempts = new CopyOnWriteArrayList<>();
    final List<FakeTurn> turns = new CopyOnWriteArrayList<>();
    private final List<Device> devicesOut = new CopyOnWriteArrayList<>();
    final Asked asked = new Asked();
    final Sessions sessions;
    final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final List<Logger> loggers = List.of((Logger) LoggerFactory.getLogger("earshot.session"), (Logger) LoggerFactory.getLogger("earshot.device"));
    boolean voiceInterrupts;
    /// Whether the recognizer streams.
    boolean streams;
    final List<FakeHearing> hearings = new CopyOnWriteArrayList<>();
    final Kept memory = new Kept();
    final List<Belongings> belongings = new CopyOnWriteArrayList<>();
    final Ear ear = new Ear();
    private final ComputePool pool = new ComputePool(1, 16);
    final Transcribers transcribers = new Transcribers(time, ear::chosen);
    final KeptSounds sounds = new KeptSounds(directory(), new TinyCodec(), pool, new Noted());
    private final Map<String, FakeSeat> seats = new ConcurrentHashMap<>();
    private Optional<RuntimeException> openingFails = Optional.empty();

    Bench(Registration... steps) {
        log.start();
        loggers.forEach(logger -> {
            logger.setLevel(ch.qos.logback.classic.Level.DEBUG);
            logger.addAppender(log);
        });
        sessions = new Sessions(new SessionParts(time, settings, devices, new TinyCodec(), _ -> new TinyCodec.Detector(), new Opener(), desk(), memory, timeline,
            new LogText(() -> 2000), new Noted(), List.of(steps), asked, attempts::add));
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("bench");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private MeetingDesk desk() {
        return new MeetingDesk(attendee -> {
            seats.put(attendee.deviceId(), new FakeSeat(attendee));
            return seats.get(attendee.deviceId());
        }, transcribers, sounds::open);
    }

    FakeSeat seat(String id) {
        return seats.get(id);
    }

    void change(UnaryOperator<Settings> change) {
        settings.update(change);
    }

    void idle(Duration noVoice, Duration grace, boolean farewell) {
        change(s -> new Settings(s.server(), new Settings.Idle(noVoice, grace, farewell, Optional.empty()), s.listening(), s.vad(), s.speech(), s.models(), s.memory(), s.workers(), s.greeting(), s.log(), s.meetings()));
    }

    void listening(UnaryOperator<Settings.Listening> change) {
        change(s -> new Settings(s.server(), s.idle(), change.apply(s.listening()), s.vad(), s.speech(), s.models(), s.memory(), s.workers(), s.greeting(), s.log(), s.meetings()));
    }

    void openingFails(RuntimeException with) {
        openingFails = Optional.of(with);
    }

    Device connect(String id) {
        return connect(id, Dialect.XIAOZHI, Framing.RAW, "10.0.0.7");
    }

    Device badge(String id) {
        return connect(id, Dialect.BADGE, Framing.RAW, "10.0.0.7");
    }

    Device connect(String id, Dialect dialect, Framing framing, String from) {
        Attempt attempt = new Attempt(1, time.now(), Attempt.Door.WEBSOCKET, from, "GET /", Optional.of(id), Attempt.Step.AUTHENTICATED, Optional.empty());
        Handshake handshake = new Handshake(time.now(), new InetSocketAddress(from, 4711), dialect == Dialect.BADGE ? "/supie/v1/" : "/xiaozhi/v1/", Map.of(),
            new Identity(id, id, Identity.Source.HEADER), framing, dialect, attempt);
        Device device = new Device();
        device.session = (Session) sessions.arrived(handshake, device);
        devicesOut.add(device);
        return device.settle();
    }

    DeviceCells row(String id) {
        return devices.find(id).orElseThrow();
    }

    DeviceFacts facts(String id) {
        return row(id).facts().get();
    }

    DeviceFacts.Connection connection(String id) {
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
        devicesOut.forEach(device -> device.session.closed(new Closing(1001, "server stops", Closing.By.SERVER)));
        Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> sessions.live() == 0);
        transcribers.close(Duration.ZERO);
        sounds.forget(Optional.empty()).join();
        sounds.close();
        pool.close();
        loggers.forEach(logger -> {
            logger.detachAppender(log);
            logger.setLevel(null);
        });
    }

    /// The far end of a fake link.
    final class Device implements Link {
        final List<String> texts = new CopyOnWriteArrayList<>();
        final List<byte[]> frames = new CopyOnWriteArrayList<>();
        final List<Closing> closings = new CopyOnWriteArrayList<>();
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
        public void close(int code, String reason) {
            if (open) {
                open = false;
                closings.add(new Closing(code, reason, Closing.By.SERVER));
            }
        }

        @Override
        public void cut() {
            close(1006, "cut");
        }

        Session session() {
            return session;
        }

        /// Sends a text and waits until it was handled.
        Device says(String text) {
            session.text(text, time.nanos());
            return settle();
        }

        Device listens(String state, String mode) {
            return says("{\"type\":\"listen\",\"state\":\"" + state + "\",\"mode\":\"" + mode + "\"}");
        }

        Device detects(String text) {
            return says("{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"" + text + "\"}");
        }

        /// Sends packets of 60 ms, each at its time.
        Device sounds(byte[] packet, int count) {
            for (int i = 0; i < count; i++) {
                session.binary(packet.clone(), time.nanos());
                settle();
                time.advance(Duration.ofMillis(60));
            }
            return settle();
        }

        /// The microphone is open and nobody speaks: one packet a second instead of seventeen, which is enough here.
        Device quiet(int seconds) {
            for (int i = 0; i < seconds; i++) {
                session.binary(SILENCE.clone(), time.nanos());
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
            ends(closings.isEmpty() ? new Closing(1006, "hung up without a close frame", Closing.By.DEVICE) : closings.getFirst());
        }

        void ends(Closing closing) {
            open = false;
            session.closed(closing);
            Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> !sessions.has(session));
        }

        /// Waits until posted tasks and the tasks that they posted are done, and their changes are published.
        Device settle() {
            for (int i = 0; i < 3; i++) {
                CompletableFuture<Void> seen = new CompletableFuture<>();
                session.post(() -> seen.complete(null));
                seen.orTimeout(10, TimeUnit.SECONDS).join();
            }
            return this;
        }
    }

    FakeTurn turn() {
        assertThat(turns).isNotEmpty();
        return turns.getLast();
    }

    private final class Opener implements TurnOpener {
        @Override
        public boolean voiceInterrupts() {
            return voiceInterrupts;
        }

        @Override
        public TurnOpener connected(Belongings connection) {
            belongings.add(connection);
            return this;
        }

        @Override
        public Optional<Hearing> hear(int rate, Consumer<String> soFar) {
            if (!streams) {
                return Optional.empty();
            }
            FakeHearing hearing = new FakeHearing(soFar);
            hearings.add(hearing);
            return Optional.of(hearing);
        }

        @Override
        public Turn open(Utterance utterance, Heard.About device, Tools tools, Dialect dialect, TurnRules rules, Speaker speaker) {
            openingFails.ifPresent(e -> {
                throw e;
            });
            return added(new FakeTurn(time, Optional.of(utterance), Optional.empty(), rules, speaker));
        }

        @Override
        public Turn say(String sentence, Utterance occasion, Heard.About device, Dialect dialect, TurnRules rules, Speaker speaker) {
            return added(new FakeTurn(time, Optional.empty(), Optional.of(sentence), rules, speaker));
        }

        private FakeTurn added(FakeTurn turn) {
            turns.add(turn);
            return turn;
        }
    }

    /// Records the requested server actions.
    static final class Asked implements ServerActions {
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
    static final class Kept implements Memory {
        final Map<String, List<Message>> dialogues = new ConcurrentHashMap<>();
        Optional<Error> breaks = Optional.empty();

        @Override
        public Optional<String> recall(String device) {
            return Optional.empty();
        }

        @Override
        public void keep(String device, List<Message> dialogue) {
            if (breaks.isPresent()) {
                throw breaks.get();
            }
            dialogues.put(device, dialogue);
        }
    }

    private final class Noted implements Problems {
        @Override
        public void raise(Problem problem) {
            problems.add(problem);
        }

        @Override
        public void resolve(Code code, Subject subject) {
            resolved.add(code);
        }
    }

    /// The recognizer of meetings: answers at once with the next number, or when the test completes the answer.
    final class Ear {
        final List<Speech> asked = new CopyOnWriteArrayList<>();
        final List<CompletableFuture<Transcript>> answers = new CopyOnWriteArrayList<>();
        final List<String> closed = new CopyOnWriteArrayList<>();
        volatile boolean held;
        volatile Optional<RuntimeException> fails = Optional.empty();
        volatile Optional<String> says = Optional.empty();

        private Chosen<Recognizer> chosen() {
            return new Chosen<>(() -> settings.get().speech().recognizer(), _ -> new Chosen.Made<>(new Recognizer() {
                @Override
                public CompletableFuture<Transcript> recognize(Speech speech, List<String> expected) {
                    CompletableFuture<Transcript> answer = new CompletableFuture<>();
                    asked.add(speech);
                    answers.add(answer);
                    fails.ifPresent(answer::completeExceptionally);
                    if (!held) {
                        answer.complete(new Transcript(says.orElseGet(() -> "words " + asked.size()), 1));
                    }
                    return answer;
                }

                @Override
                public String name() {
                    return "ear";
                }

                @Override
                public void close() {}
            }, Optional.of(() -> closed.add("closed"))));
        }
    }
}
