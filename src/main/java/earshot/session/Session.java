package earshot.session;

import earshot.audio.Endpoint;
import earshot.config.Settings;
import earshot.device.ConnectionMode;
import earshot.device.DeviceCells;
import earshot.device.DeviceFacts;
import earshot.device.ListenMachine;
import earshot.device.ListenState;
import earshot.device.ModeRules;
import earshot.device.Route;
import earshot.device.Routes;
import earshot.device.StateSpan;
import earshot.device.TurnFacts;
import earshot.device.TurnFacts.Interruption.Cause;
import earshot.event.Direction;
import earshot.event.LogText;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.Severity;
import earshot.problem.Subject;
import earshot.server.Attempt;
import earshot.server.Closing;
import earshot.server.Handshake;
import earshot.server.Link;
import earshot.server.Receiver;
import earshot.time.Time;
import earshot.tool.DeviceTools;
import earshot.tool.IotThings;
import earshot.tool.Tool;
import earshot.tool.ToolListener;
import earshot.turn.Heard;
import earshot.turn.Turn;
import earshot.turn.TurnRules;
import earshot.turn.Utterance;
import earshot.wire.AudioParams;
import earshot.wire.Dialect;
import earshot.wire.Inbound;
import earshot.wire.ListenMode;
import earshot.wire.Outbound;
import earshot.wire.WireCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection. Public methods are safe for use from any thread and only post; everything private happens on the
/// connection's own thread, in order of arrival.
final class Session implements Receiver, Route, Connected {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    /// While frames flow the row is brought up to date this often, for its age.
    private static final long SHOWN_EVERY = Duration.ofSeconds(1).toNanos();
    /// A press shorter than this is a slip, no missing voice.
    private static final Duration PRESS = Duration.ofSeconds(1);
    /// Who says the wake word into our speech wants to be heard, not greeted; a wake word told so soon after is that one.
    private static final Duration BARGED_IN = Duration.ofSeconds(2);
    private static final Duration AFTER_FAREWELL = Duration.ofMillis(50);
    private static final String OVERLAP_NOTICE = "检测到新连接，当前通道将于约1.5秒后关闭以切换到新通道";
    private static final String IDLE_WARNING = "连接将因长时间空闲而关闭，如需继续请发送任意消息。";
    private static final String IDLE_HINT = "长时间未检测到语音，连接即将关闭。";
    private static final String REFUSED = "设备注册失败";
    private static final String FAREWELL = "It has been quiet for a while. Goodbye, talk to you soon.";
    private static final String GREETING = "Hello.";

    private final SessionParts parts;
    private final Routes<Session> routes;
    private final Handshake handshake;
    private final Link link;
    private final Consumer<Session> onOver;

    private final String id;
    private final String sessionId = UUID.randomUUID().toString();
    private final Dialect dialect;
    private final Mailbox mailbox = new Mailbox();
    private final AtomicReference<Ending> ending = new AtomicReference<>();
    private final Instant since;

    private final DeviceCells cells;
    private final ListenMachine listen = new ListenMachine();
    private final IdleClosing idle;
    private final Uplink uplink;
    private final Downlink downlink;
    private final DeviceTools tools;
    private final ServerRequests requests;
    private final IotThings things;
    private final Belongings belongings;
    private final TurnOpener turns;
    private final TurnWay way = new TurnWay();
    private final Dialogue dialogue = new Dialogue();

    private Attempt attempt;
    private ConnectionMode mode = ConnectionMode.CONNECTED_IDLE;
    private Optional<ListenMode> listenMode = Optional.empty();
    private ListenState shownState = ListenState.IDLE;
    private Instant listenSince;
    private OptionalLong interruptedByWord = OptionalLong.empty();
    private boolean everListened;
    private boolean speaking;
    private boolean voiceMissing;
    private boolean toolsAsked;
    private int toolCount;
    private Optional<Duration> roundTrip = Optional.empty();
    private Optional<DeviceFacts.HelloFacts> hello = Optional.empty();
    private Optional<Instant> lastVoice = Optional.empty();
    private volatile String lastEvent = "connected";
    private Optional<TurnLine> turn = Optional.empty();
    private Optional<Time.Timer> listenTimer = Optional.empty();
    private Optional<Time.Timer> closeTimer = Optional.empty();
    private boolean dirty;
    private long publishedAt;
    private boolean released;
    private boolean over;

    Session(SessionParts parts, Routes<Session> routes, Handshake handshake, Link link, Consumer<Session> onOver) {
        this.parts = parts;
        this.routes = routes;
        this.handshake = handshake;
        this.link = link;
        this.onOver = onOver;
        id = handshake.identity().deviceId();
        dialect = handshake.dialect();
        attempt = handshake.attempt();
        cells = parts.devices().sighted(id);
        since = parts.time().now();
        listenSince = since;
        downlink = new Downlink(parts.time(), link, handshake.framing(), dialect.downlinkRate(), cells, sessionId);
        uplink = new Uplink(parts, handshake.framing(), cells, sessionId, id, new Ear());
        tools = new DeviceTools(parts.time(), payload -> send(new Outbound.Mcp(payload, sessionId)), new ToolCount());
        requests = new ServerRequests(parts, id, handshake.remote(), this::send);
        things = new IotThings(command -> send(new Outbound.Iot(command, sessionId)));
        belongings = new Belongings(id, settings().workers(), parts.logText());
        turns = parts.turns().connected(belongings);
        idle = new IdleClosing(parts.time(), () -> settings().idle(), () -> ModeRules.patient(mode), this::post,
            left -> cells.idle(sessionId, left), new IdleActs());
    }

    // --- from outside, any thread ---

    @Override
    public void text(String text, long arrivalNanos) {
        if (ending.get() == null && !mailbox.text(text, arrivalNanos)) {
            parts.events().happened(id, "connection", Severity.WARNING, "more than " + Mailbox.TEXTS + " messages wait: flood");
            end(Ending.FLOOD);
        }
    }

    @Override
    public void binary(byte[] frame, long arrivalNanos) {
        if (ending.get() == null) {
            mailbox.frame(frame, arrivalNanos);
        }
    }

    @Override
    public void pong(long roundTripNanos) {
        post(() -> roundTrip = Optional.of(Duration.ofNanos(roundTripNanos)));
    }

    @Override
    public void closed(Closing closing) {
        mailbox.end(closing);
    }

    @Override
    public void replaced(Duration overlap) {
        post(() -> leave(overlap));
    }

    @Override
    public String deviceId() {
        return id;
    }

    @Override
    public String sessionId() {
        return sessionId;
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public boolean send(Outbound message) {
        try {
            String json = WireCodec.write(message);
            if (!link.send(json)) {
                return false;
            }
            lastEvent = "→ " + message.summary();
            parts.events().message(id, Direction.OUT, message.type(), message.summary(), json);
            return true;
        } catch (RuntimeException e) {
            LOG.warn("send_json failed for device {}: {}", id, parts.logText().of(String.valueOf(e.getMessage())));
            return false;
        }
    }

    /// Closes for a reason of ours; the first one counts. Always true, for callers that ask whether there was somebody.
    boolean end(Ending why) {
        if (ending.compareAndSet(null, why)) {
            link.close(why.code(), why.reason());
            post(this::release);
        }
        return true;
    }

    boolean keepOpen(Duration howLong) {
        post(() -> idle.keepOpen(howLong));
        return true;
    }

    boolean interrupt() {
        long heard = parts.time().nanos();
        post(() -> abort(Cause.CONSOLE, heard));
        return true;
    }

    /// Answers a sentence as if the device had heard it.
    boolean say(String text) {
        post(() -> {
            long now = parts.time().nanos();
            idle.activity(now);
            uplink.clear();
            answer(typed(text, now), false);
        });
        return true;
    }

    void settingsChanged() {
        post(idle::changed);
    }

    // --- the connection's thread ---

    void run() {
        try {
            if (register()) {
                idle.start();
                greet();
                publish();
            }
            Reader reader = new Reader();
            while (!over) {
                next(reader);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            release();
            onOver.accept(this);
        }
    }

    /// A failure of ours closes the connection; its end is awaited in order like any other.
    private void next(Reader reader) throws InterruptedException {
        try {
            mailbox.take(reader);
            if (dirty) {
                dirty = false;
                publish();
            }
        } catch (InterruptedException e) {
            throw e;
        } catch (Throwable e) {
            parts.logText().connectionError(LOG, e);
            end(Ending.FAILURE);
        }
    }

    /// Takes the route and runs the steps. False when the connection must not go on; the device is told then.
    private boolean register() {
        try {
            routes.register(this);
            cells.arrived(sessionId, connection(), parts.time().now(), parts.time().nanos());
            for (Registration step : parts.registrations()) {
                step.arrived(this);
            }
            parts.devices().remember(id);
            parts.events().happened(id, "connection", Severity.INFO, "connected from " + remote() + ", session " + sessionId);
            return true;
        } catch (Throwable e) {
            String reason = e.toString();
            LOG.error("设备注册失败: {}", id);
            LOG.warn("registration of {} failed: {}", id, parts.logText().of(reason));
            parts.events().happened(id, "connection", Severity.CRITICAL, "registration failed: " + reason);
            Problem problem = Problem.of(Code.REGISTRATION_FAILED, new Subject.Device(id), id, parts.logText().of(reason));
            parts.problems().raise(problem);
            parts.attempts().seen(attempt.failed(problem));
            routes.unregister(this);
            send(new Outbound.Plain(REFUSED));
            end(Ending.REGISTRATION);
            return false;
        }
    }

    private void greet() {
        if (dialect == Dialect.BADGE) {
            sayHello();
            reached(Attempt.Step.HELLO);
        }
    }

    private void reached(Attempt.Step step) {
        if (step.compareTo(attempt.step()) > 0) {
            attempt = attempt.reached(step);
            parts.attempts().seen(attempt);
        }
    }

    private void sayHello() {
        send(new Outbound.Hello(settings().greeting(), sessionId, new AudioParams(dialect.downlinkRate(), 1, 60)));
    }

    /// A newer connection took the route.
    private void leave(Duration overlap) {
        if (ending.get() != null || closeTimer.isPresent()) {
            return;
        }
        send(new Outbound.SystemNotice(Optional.empty(), OVERLAP_NOTICE));
        parts.events().happened(id, "connection", Severity.INFO, "replaced by a newer connection, closes in " + overlap.toMillis() + " ms");
        cells.leaving(Optional.of(new DeviceFacts.Leaving(remote(), parts.time().now().plus(overlap))));
        closeTimer = Optional.of(parts.time().after(overlap, () -> end(Ending.REPLACED)));
    }

    private final class Reader implements Mailbox.Reader {
        @Override
        public void text(String text, long arrivalNanos) {
            if (ending.get() == null) {
                heard(text, arrivalNanos);
            }
        }

        @Override
        public void frame(byte[] frame, long arrivalNanos) {
            if (ending.get() == null) {
                idle.frame(arrivalNanos);
                uplink.frame(frame, arrivalNanos, mailbox.waitingFrames(), mailbox.droppedFrames());
                idle.audio(arrivalNanos);
                dirty |= arrivalNanos - publishedAt >= SHOWN_EVERY;
            }
        }

        @Override
        public void ended(Closing closing) {
            over = true;
            release();
            DeviceFacts.Ended how = Farewells.ended(parts.time().now(), closing, Optional.ofNullable(ending.get()), settings().idle());
            publish();
            boolean current = cells.left(sessionId, how, parts.time().nanos());
            if (!current) {
                cells.leaving(Optional.empty());
            }
            parts.devices().remember(id);
            parts.events().happened(id, "connection", Severity.INFO, how.words() + " (" + how.code() + ")");
        }
    }

    private void heard(String text, long at) {
        dirty = true;
        idle.frame(at);
        Inbound message = WireCodec.read(text);
        Severity severity = message instanceof Inbound.Malformed ? Severity.WARNING : Severity.INFO;
        parts.events().message(id, Direction.IN, severity, message.type(), message.summary(), text);
        lastEvent = "← " + message.summary();
        try {
            route(message, at);
        } catch (RuntimeException e) {
            // a message that cannot be served must not end the connection
            parts.logText().connectionError(LOG, e);
            parts.events().happened(id, "connection", Severity.CRITICAL, "serving " + message.type() + " failed: " + e.getMessage());
        }
    }

    private void route(Inbound message, long at) {
        switch (message) {
            case Inbound.Heartbeat _ -> send(new Outbound.Pong());
            case Inbound.Hello said -> hello(said);
            case Inbound.Listen said -> listen(said, at);
            case Inbound.Abort said -> abort(said.reason().filter("wake_word_detected"::equals).isPresent() ? Cause.WAKE_WORD : Cause.BUTTON, at);
            case Inbound.Mode said -> mode(said);
            case Inbound.ServerAction asked -> requests.serve(asked);
            case Inbound.ConfigUpdate update -> {
                LOG.info("config_update from {} with keys {}: nothing is applied", id, parts.logText().of(update.keys().toString()));
                send(new Outbound.ConfigUpdateOk());
            }
            case Inbound.Mcp mcp -> tools.received(mcp.payload());
            case Inbound.Number number -> send(new Outbound.Plain(number.literal()));
            case Inbound.Malformed malformed -> LOG.warn("{} sent what is no message: {}", id, parts.logText().of(malformed.reason()));
            case Inbound.Unrouted unrouted -> LOG.info("{} sent type {}, which nothing serves", id, parts.logText().of(unrouted.type()));
            case Inbound.Iot iot -> things.received(iot.body()).forEach(wrong -> parts.events().happened(id, "iot", Severity.WARNING, wrong));
            case Inbound.Meeting meeting -> LOG.info("{} sent meeting {}, which nothing serves", id, parts.logText().of(meeting.phase()));
            case Inbound.Goodbye _ -> {}
        }
    }

    private void hello(Inbound.Hello said) {
        List<String> features = new ArrayList<>();
        if (said.mcp()) {
            features.add("mcp");
        }
        if (said.aec()) {
            features.add("aec");
        }
        AudioParams audio = said.audio();
        String sound = said.format() + " " + audio.sampleRate() + " Hz " + audio.frameMillis() + " ms";
        hello = Optional.of(new DeviceFacts.HelloFacts(said.version(), sound, List.copyOf(features)));
        if (!said.format().equals("opus")) {
            parts.events().happened(id, "hello", Severity.WARNING, "it sends " + said.format() + "; only opus is understood");
        }
        sayHello();
        reached(Attempt.Step.HELLO);
        if (said.mcp() && !toolsAsked) {
            toolsAsked = true;
            tools.open();
        }
    }

    // --- listening ---

    private void listen(Inbound.Listen said, long at) {
        // read first: it counts even where the message itself is ignored
        said.mode().ifPresent(next -> {
            listenMode = Optional.of(next);
            listen.mode(next);
        });
        everListened = true;
        idle.activity(at);
        switch (said.state()) {
            case START -> startListening(at);
            case STOP -> {
                if (listen.stop(at)) {
                    handOver(at);
                }
            }
            case DETECT -> detected(said.text().map(String::strip).filter(text -> !text.isEmpty()), at);
        }
    }

    private void startListening(long at) {
        if (!listen.start(at)) {
            parts.events().happened(id, "listen", Severity.INFO, "start ignored: less than 300 ms after the one before");
            return;
        }
        if (turn.isPresent() && !turn.get().outlives()) {
            stopTurn(Cause.NEXT, at);
        }
        uplink.clear();
        mode = ModeRules.listening(mode);
        watchListening(settings().listening().timeout());
    }

    private void detected(Optional<String> text, long at) {
        uplink.clear();
        listen.unheard();
        if (text.isEmpty()) {
            return;
        }
        Settings.Listening rules = settings().listening();
        boolean wakeWord = rules.wakeupWords().stream().anyMatch(word -> Words.same(word, text.get()));
        if (!wakeWord) {
            answer(typed(text.get(), at), true);
            return;
        }
        uplink.justWoken(at);
        if (!rules.greetOnWakeup()) {
            stopTurn(Cause.WAKE_WORD, at);
            send(new Outbound.Stt(text.get(), sessionId));
            send(Outbound.Tts.of(Outbound.Tts.State.STOP, sessionId));
        } else if (dialect == Dialect.XIAOZHI && !bargedIn(at)) {
            stopTurn(Cause.WAKE_WORD, at);
            send(new Outbound.Stt(text.get(), sessionId));
            open(new TurnLine(way, true, false), line -> turns.say(GREETING, typed(GREETING, at), about(), dialect, rules(), line));
        }
    }

    private boolean bargedIn(long at) {
        return interruptedByWord.isPresent() && at - interruptedByWord.getAsLong() < BARGED_IN.toNanos();
    }

    private Utterance typed(String text, long at) {
        return new Utterance(Optional.empty(), Optional.of(text), parts.time().now(), at, at);
    }

    /// Looks again at a listener in `delay`: has nobody spoken, did the frames stop, did it forget to say stop?
    private void watchListening(Duration delay) {
        listenTimer.ifPresent(Time.Timer::cancel);
        listenTimer = Optional.of(parts.time().after(delay, () -> post(this::lookAtListening)));
    }

    private void lookAtListening() {
        if (listen.state() != ListenState.LISTENING || released) {
            return;
        }
        long now = parts.time().nanos();
        Settings.Listening rules = settings().listening();
        if (!uplink.voiced()) {
            if (mode == ConnectionMode.DIALOG_PREPARING) {
                mode = ModeRules.timedOut(mode);
                parts.events().happened(id, "state", Severity.INFO, "nobody spoke for " + rules.timeout().toMillis() + " ms: " + mode.word());
                if (lastVoice.isEmpty() && uplink.heard().compareTo(PRESS) > 0) {
                    voiceMissing();
                }
            }
            return;
        }
        boolean ceased = uplink.ceased(now, rules.vadFallback());
        boolean forgotten = listen.fallbackDue(now, rules.vadFallback()) && listen.fallbackDue(now, rules.manualFallback())
            && uplink.voiceless(now, rules.vadFallback());
        if (ceased || forgotten) {
            parts.events().happened(id, "vad", Severity.INFO, (ceased ? "frames stopped coming" : "no boundary from the device")
                + ": the end of speech is ours to say");
            if (listen.ended()) {
                handOver(now);
            }
            return;
        }
        watchListening(rules.vadFallback());
    }

    /// The segment is complete: a turn begins, or there was nothing in it.
    private void handOver(long decided) {
        dirty = true;
        listenTimer.ifPresent(Time.Timer::cancel);
        listenTimer = Optional.empty();
        show(ListenState.FINALIZING);
        boolean pressed = uplink.heard().compareTo(PRESS) > 0;
        Optional<Uplink.Segment> segment = uplink.take();
        listen.handedOver();
        if (segment.isPresent()) {
            Uplink.Segment heard = segment.get();
            lastVoice = Optional.of(parts.time().now());
            answer(new Utterance(Optional.of(heard.speech()), Optional.empty(), parts.time().now(), heard.lastVoicedNanos(), decided), false);
        } else {
            if (pressed) {
                voiceMissing();
            }
            nothingHeard();
        }
    }

    /// Somebody meant to speak and was not heard: the microphone may be mute.
    private void voiceMissing() {
        voiceMissing = true;
        parts.problems().raise(Problem.of(Code.VOICE_MISSING, new Subject.Device(id), id));
    }

    /// Nothing is sent: in manual mode the device is idle already, in the others it never stopped listening.
    private void nothingHeard() {
        cells.turn(sessionId, new TurnFacts(parts.time().now(), "", OptionalDouble.empty(), "", "", TurnFacts.Outcome.NOTHING_HEARD, List.of()));
        parts.events().happened(id, "turn", Severity.INFO, "no voice in what was heard");
        resumeListening();
    }

    private void resumeListening() {
        if (listen.mode() != ListenMode.MANUAL && everListened && listen.resume(parts.time().nanos())) {
            uplink.clear();
        }
    }

    /// What the uplink found out.
    private final class Ear implements Uplink.Found {
        @Override
        public boolean collecting() {
            return listen.state() == ListenState.LISTENING && turn.filter(line -> !line.stopped()).isEmpty();
        }

        @Override
        public boolean interruptible() {
            return speaking && listen.mode() == ListenMode.REALTIME && turns.voiceInterrupts() && settings().vad().bargeIn().isPositive() && turn.filter(line -> !line.farewell()).isPresent();
        }

        @Override
        public void bargeIn(long at) {
            parts.events().happened(id, "vad", Severity.INFO, "a voice interrupts");
            dirty = true;
            idle.activity(at);
            if (!stopTurn(Cause.VOICE, at)) {
                send(Outbound.Tts.of(Outbound.Tts.State.STOP, sessionId));
            }
            listen.reset();
            // what was heard so far is the beginning of what is said now: it is kept
            listen.resume(at);
        }

        @Override
        public void firstSound() {
            dirty = true;
            reached(Attempt.Step.SOUND);
        }

        @Override
        public void voice(long at) {
            listen.voiced(at);
            idle.activity(at);
        }

        @Override
        public void voiceBegan() {
            dirty = true;
            lastVoice = Optional.of(parts.time().now());
            if (voiceMissing) {
                voiceMissing = false;
                parts.problems().resolve(Code.VOICE_MISSING, new Subject.Device(id));
            }
            parts.events().happened(id, "vad", Severity.INFO, "voice");
            watchListening(settings().listening().vadFallback());
        }

        @Override
        public boolean untilStop() {
            return listen.mode() == ListenMode.MANUAL;
        }

        @Override
        public void endOfSpeech(Endpoint.VoiceEnded ended) {
            parts.events().happened(id, "vad", Severity.INFO, switch (ended.reason()) {
                case SILENCE -> "end of speech after " + ended.length().toMillis() + " ms";
                case LONGEST_TURN -> "end of speech: the longest turn, " + ended.length().toMillis() + " ms";
            });
            if (listen.ended()) {
                handOver(ended.decidedNanos());
            }
        }

        @Override
        public void text(String text, long at) {
            heard(text, at);
        }
    }

    // --- turns ---

    private void answer(Utterance utterance, boolean fromDetect) {
        open(new TurnLine(way, fromDetect, false), line -> turns.open(utterance, about(), tools.and(things), dialect, rules(), line));
    }

    private interface Opening {
        Turn with(TurnLine line);
    }

    private void open(TurnLine line, Opening opening) {
        stopTurn(Cause.NEXT, parts.time().nanos());
        mode = ModeRules.turn(mode);
        turn = Optional.of(line);
        try {
            line.carries(opening.with(line));
        } catch (RuntimeException e) {
            turn = Optional.empty();
            line.stop(Cause.NEXT, parts.time().nanos());
            parts.logText().connectionError(LOG, e);
            parts.events().happened(id, "turn", Severity.WARNING, "the turn could not begin: " + e.getMessage());
            cells.turn(sessionId, new TurnFacts(parts.time().now(), "", OptionalDouble.empty(), "", "", TurnFacts.Outcome.FAILED, List.of()));
            resumeListening();
        }
    }

    /// Stops the running turn, if any. Returns whether that told the device `tts stop`. A turn whose `tts stop` left before is
    /// let finish: what the recogniser still finds out belongs into its row.
    private boolean stopTurn(Cause cause, long heardNanos) {
        if (turn.isEmpty()) {
            return false;
        }
        TurnLine line = turn.get();
        turn = Optional.empty();
        boolean told = !line.stopped() && line.stop(cause, heardNanos);
        speaking(false);
        return told;
    }

    /// Answered always: a device that interrupted by button waits in speaking until it sees `tts stop`.
    private void abort(Cause cause, long at) {
        idle.activity(at);
        int frames = uplink.clear();
        LOG.debug("开始清理: TTS队列大小={}, 音频队列大小={}", turn.isPresent() ? 1 : 0, frames);
        interruptedByWord = cause == Cause.WAKE_WORD ? OptionalLong.of(at) : OptionalLong.empty();
        boolean told = stopTurn(cause, at);
        if (!told) {
            send(Outbound.Tts.of(Outbound.Tts.State.STOP, sessionId));
        }
        listen.interrupted();
        listenTimer.ifPresent(Time.Timer::cancel);
        listenTimer = Optional.empty();
        speaking(false);
        if (listen.mode() == ListenMode.REALTIME) {
            resumeListening();
        }
        LOG.debug("清理完成: TTS队列大小=0, 音频队列大小=0");
    }

    private void speaking(boolean now) {
        if (speaking != now) {
            speaking = now;
            idle.speaking(now);
            if (!now) {
                downlink.quiet();
            }
        }
    }

    private TurnRules rules() {
        return TurnRules.of(dialect, settings().listening().sttMessage(), sessionId);
    }

    private Heard.About about() {
        DeviceFacts facts = cells.facts().get();
        String how = "connected from " + remote() + " since " + since.truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        return new Heard.About(id, facts.name(), listen.state().name().toLowerCase(java.util.Locale.ROOT), how, mode);
    }

    private final class TurnWay implements TurnLine.Way {
        @Override
        public boolean send(Outbound message) {
            return Session.this.send(message);
        }

        @Override
        public boolean send(byte[] packet, short[] pcm) {
            return downlink.send(packet, pcm);
        }

        @Override
        public void post(Runnable task) {
            Session.this.post(task);
        }

        @Override
        public void speaking(TurnLine line, boolean now) {
            if (turn.filter(line::equals).isEmpty()) {
                return;
            }
            Session.this.speaking(now);
            if (!now && listen.mode() == ListenMode.REALTIME) {
                resumeListening();
            }
        }

        @Override
        public void moved(TurnLine line, TurnFacts facts) {
            note(line, facts);
        }

        @Override
        public void over(TurnLine line, TurnFacts facts) {
            note(line, facts);
            if (turn.filter(line::equals).isEmpty()) {
                return;
            }
            turn = Optional.empty();
            Session.this.speaking(false);
            if (line.goodbye()) {
                closeTimer = Optional.of(parts.time().after(AFTER_FAREWELL, () -> end(Ending.GOODBYE)));
            } else if (line.farewell()) {
                if (idle.leaving()) {
                    closeTimer = Optional.of(parts.time().after(AFTER_FAREWELL, () -> end(Ending.IDLE_NO_VOICE)));
                }
            } else if (!line.started()) {
                resumeListening();
            }
        }

        private void note(TurnLine line, TurnFacts facts) {
            cells.turn(sessionId, facts);
            if (!line.farewell()) {
                dialogue.note(facts);
            }
        }
    }

    // --- idle closing ---

    private final class IdleActs implements IdleClosing.Acts {
        @Override
        public void hint() {
            send(new Outbound.SystemNotice(Optional.of("idle_hint"), IDLE_HINT));
        }

        @Override
        public void noVoice() {
            parts.events().happened(id, "idle", Severity.INFO, "no voice for " + settings().idle().noVoice().toSeconds() + " s");
            if (!settings().idle().farewell() || !everListened) {
                end(Ending.IDLE_NO_VOICE);
                return;
            }
            long now = parts.time().nanos();
            open(new TurnLine(way, false, true), line -> turns.farewell(settings().idle().farewellPrompt(), FAREWELL, typed(FAREWELL, now), about(), dialect, rules(), line));
            if (turn.isEmpty()) {
                end(Ending.IDLE_NO_VOICE);
            }
        }

        @Override
        public void warn() {
            send(new Outbound.SystemNotice(Optional.of("timeout_warning"), IDLE_WARNING));
        }

        @Override
        public void silent() {
            end(Ending.IDLE_SILENT);
        }
    }

    // --- modes ---

    private void mode(Inbound.Mode said) {
        Optional<ConnectionMode> named = ModeRules.work(said.mode());
        boolean start = said.state().equals("start");
        if (named.isEmpty() || !(start || said.state().equals("end"))) {
            send(new Outbound.ModeError());
            return;
        }
        if (start && mode != named.get()) {
            parts.events().happened(id, "mode", Severity.WARNING,
                said.mode() + " mode is kept and shown; what belongs to it is not built yet, nothing is collected");
            mode = named.get();
        } else if (!start && mode == named.get()) {
            mode = ConnectionMode.CONNECTED_IDLE;
        }
        idle.changed();
        send(new Outbound.ModeOk(said.state(), said.mode()));
    }

    // --- tools ---

    private final class ToolCount implements ToolListener {
        @Override
        public void listed(List<Tool> all) {
            post(() -> toolCount = all.size());
        }

        @Override
        public void failed(String reason) {
            parts.events().happened(id, "mcp", Severity.WARNING, reason);
        }
    }

    // --- what is seen ---

    private void publish() {
        publishedAt = parts.time().nanos();
        show(listen.state());
        uplink.show(publishedAt);
        downlink.refresh();
        cells.moved(sessionId, connection(), parts.time().now());
    }

    private void show(ListenState state) {
        if (state != shownState) {
            shownState = state;
            listenSince = parts.time().now();
        }
        StateSpan.Kind kind = speaking ? StateSpan.Kind.SPEAKING : switch (state) {
            case IDLE -> StateSpan.Kind.IDLE;
            case LISTENING -> StateSpan.Kind.LISTENING;
            case FINALIZING -> StateSpan.Kind.FINALIZING;
        };
        cells.enter(sessionId, kind, parts.time().nanos());
    }

    private DeviceFacts.Connection connection() {
        return new DeviceFacts.Connection(sessionId, since, remote(), handshake.path(), handshake.identity(), dialect, handshake.framing(),
            shownState, listenSince, listenMode, speaking, mode, roundTrip, hello, parts.codec().name(), toolCount, lastEvent, lastVoice);
    }

    private String remote() {
        return handshake.remote().getHostString();
    }

    private Settings settings() {
        return parts.settings().get();
    }

    /// Has `task` run on the connection's thread. For any thread.
    void post(Runnable task) {
        boolean taken = mailbox.task(() -> {
            dirty = true;
            task.run();
        });
        if (!taken) {
            LOG.warn("too many tasks wait for {}", id);
            if (ending.compareAndSet(null, Ending.FAILURE)) {
                link.close(Ending.FAILURE.code(), Ending.FAILURE.reason());
            }
        }
    }

    // --- the end ---

    /// Lets go of everything, once; nothing that fails keeps the rest from being let go, and nothing is waited for.
    private void release() {
        if (released) {
            return;
        }
        released = true;
        guarded(idle::stop);
        guarded(() -> listenTimer.ifPresent(Time.Timer::cancel));
        guarded(() -> closeTimer.ifPresent(Time.Timer::cancel));
        guarded(() -> stopTurn(Cause.CLOSED, parts.time().nanos()));
        guarded(() -> parts.memory().keep(id, dialogue.messages()));
        guarded(tools::close);
        guarded(uplink::close);
        guarded(belongings::close);
        guarded(turns::close);
        guarded(() -> routes.unregister(this));
        for (Registration step : parts.registrations()) {
            guarded(() -> step.left(this));
        }
        LOG.info("连接资源已释放");
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (Throwable e) {
            closingFailed(LOG, parts.logText(), e);
        }
    }

    static void closingFailed(Logger log, LogText logText, Throwable failure) {
        log.error("关闭连接时出错: {}", logText.of(String.valueOf(failure.getMessage())));
    }
}
