package earshot.session;

import earshot.config.Settings;
import earshot.device.ConnectionMode;
import earshot.device.DeviceCells;
import earshot.device.DeviceFacts;
import earshot.device.ListenState;
import earshot.device.ModeRules;
import earshot.device.Route;
import earshot.device.Routes;
import earshot.device.TurnFacts.Interruption.Cause;
import earshot.event.Direction;
import earshot.event.LogText;
import earshot.problem.Severity;
import earshot.server.Attempt;
import earshot.server.Closing;
import earshot.server.Handshake;
import earshot.server.Link;
import earshot.server.Receiver;
import earshot.time.Time;
import earshot.tool.IotThings;
import earshot.turn.Heard;
import earshot.turn.Turn;
import earshot.wire.Dialect;
import earshot.wire.Inbound;
import earshot.wire.ListenMode;
import earshot.wire.Outbound;
import earshot.wire.WireCodec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection. Methods for other threads only post to the mailbox; everything else runs on the connection's own thread, in order
/// of arrival.
final class Session implements Receiver, Route, Core {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    /// How often the row is published while frames come, so that the shown ages stay current.
    private static final long SHOWN_EVERY = Duration.ofSeconds(1).toNanos();
    /// Message families of badge-protocol section 2 whose sender waits for an answer.
    private static final Set<String> NOT_SERVED = Set.of("coding", "workflow", "peer");
    private static final Duration AFTER_FAREWELL = Duration.ofMillis(50);
    private static final String OVERLAP_NOTICE = "检测到新连接，当前通道将于约1.5秒后关闭以切换到新通道";

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
    private final IdleClosing idle;
    private final Downlink downlink;
    private final Welcome welcome;
    private final Shown shown;
    private final ServerRequests requests;
    private final IotThings things;
    private final Belongings belongings;
    private final TurnOpener turns;
    private final Answering answering;
    private final Listening listening;
    private final Attendance attendance;

    private ConnectionMode mode = ConnectionMode.CONNECTED_IDLE;
    private Optional<Duration> roundTrip = Optional.empty();
    private volatile String lastEvent = "connected";
    private Time.Timer closeTimer = Time.Timer.NONE;
    /// Typed in the console before the device ever listened: until then firmware refuses `tts start` (xiaozhi-protocol rule 12).
    private Optional<String> early = Optional.empty();
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
        cells = parts.devices().sighted(id);
        since = parts.time().now();
        downlink = new Downlink(parts.time(), link, handshake.framing(), dialect.downlinkRate(), cells, sessionId);
        welcome = new Welcome(parts, this, remote(), handshake.attempt());
        shown = new Shown(parts.time(), cells, sessionId);
        requests = new ServerRequests(parts, id, handshake.remote(), this::send);
        things = new IotThings(command -> send(new Outbound.Iot(command, sessionId)));
        belongings = new Belongings(id, settings().workers(), parts.logText());
        turns = parts.turns().connected(belongings);
        answering = new Answering(parts, this, cells, turns, welcome.tools().and(things), downlink, new Voice());
        listening = new Listening(parts, this, handshake.framing(), answering, new Ear());
        attendance = new Attendance(parts, this, new Room());
        idle = new IdleClosing(parts.time(), () -> settings().idle(), () -> ModeRules.patient(mode), this::post,
            left -> cells.idle(sessionId, left), new IdleActs(parts, this, listening, answering, this::end));
    }

    // --- any thread ---

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

    /// Closes the connection; only the first reason counts. Always true, so that callers can map over an optional connection.
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

    /// Handles a typed sentence as if the device had recognized it.
    boolean say(String text) {
        post(() -> typed(text));
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
                welcome.greet();
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

    /// An unexpected failure closes the connection; the end still arrives through the mailbox.
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

    private boolean register() {
        boolean taken = welcome.register(() -> {
            routes.register(this);
            cells.arrived(sessionId, connection(), parts.time().now(), parts.time().nanos());
        });
        if (!taken) {
            routes.unregister(this);
            welcome.refuse();
            end(Ending.REGISTRATION);
        }
        return taken;
    }

    /// A newer connection took the route.
    private void leave(Duration overlap) {
        if (ending.get() != null || closeTimer != Time.Timer.NONE) {
            return;
        }
        send(new Outbound.SystemNotice(Optional.empty(), OVERLAP_NOTICE));
        parts.events().happened(id, "connection", Severity.INFO, "replaced by a newer connection, closes in " + overlap.toMillis() + " ms");
        cells.leaving(Optional.of(new DeviceFacts.Leaving(remote(), parts.time().now().plus(overlap))));
        closeTimer = parts.time().after(overlap, () -> end(Ending.REPLACED));
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
                listening.frame(frame, arrivalNanos, mailbox.waitingFrames(), mailbox.droppedFrames());
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
            // a message that cannot be handled must not end the connection
            parts.logText().connectionError(LOG, e);
            parts.events().happened(id, "connection", Severity.CRITICAL, "serving " + message.type() + " failed: " + e.getMessage());
        }
    }

    private void route(Inbound message, long at) {
        switch (message) {
            case Inbound.Heartbeat _ -> send(new Outbound.Pong());
            case Inbound.Hello said -> welcome.said(said);
            case Inbound.Listen said -> listen(said, at);
            case Inbound.Abort said -> abort(said.reason().filter("wake_word_detected"::equals).isPresent() ? Cause.WAKE_WORD : Cause.BUTTON, at);
            case Inbound.Mode said -> mode(said);
            case Inbound.ServerAction asked -> requests.serve(asked);
            case Inbound.ConfigUpdate update -> {
                LOG.info("config_update from {} with keys {}: nothing is applied", id, parts.logText().of(update.keys().toString()));
                send(new Outbound.ConfigUpdateOk());
            }
            case Inbound.Mcp mcp -> welcome.tools().received(mcp.payload());
            case Inbound.Number number -> send(new Outbound.Plain(number.literal()));
            case Inbound.Malformed malformed -> LOG.warn("{} sent what is no message: {}", id, parts.logText().of(malformed.reason()));
            case Inbound.Unrouted unrouted -> unserved(unrouted.type());
            case Inbound.Iot iot -> things.received(iot.body()).forEach(wrong -> parts.events().happened(id, "iot", Severity.WARNING, wrong));
            case Inbound.Meeting meeting -> attendance.said(meeting);
            case Inbound.Goodbye _ -> {}
        }
    }

    /// What another type means nobody knows: it is ignored, as the protocol wants it.
    private void unserved(String type) {
        LOG.info("{} sent type {}, which nothing serves", id, parts.logText().of(type));
        if (NOT_SERVED.contains(type)) {
            send(new Outbound.NotServed(type, type + " messages are"));
        }
    }

    private void typed(String text) {
        long now = parts.time().nanos();
        activity(now);
        if (attendance.attention() != Attention.CONVERSATION) {
            attendance.understood(text);
        } else if (listening.ever()) {
            listening.forget();
            answering.answer(answering.typed(text, now), false);
        } else {
            early = Optional.of(text);
            parts.events().happened(id, "say", Severity.INFO, "the typed sentence waits until the device listens for the first time");
        }
    }

    private void listen(Inbound.Listen said, long at) {
        listening.said(said, at);
        // a wake word is followed by a start, which would end the answer
        if (said.state() != Inbound.Listen.State.DETECT) {
            Optional<String> waited = early;
            early = Optional.empty();
            waited.ifPresent(this::typed);
        }
    }

    // --- interrupting ---

    /// Always sends `tts stop`: a device that interrupted by button stays in its speaking state until it gets one.
    private void abort(Cause cause, long at) {
        activity(at);
        Supplier<Turn.Queued> queued = answering.queued();
        sizes("开始清理", queued.get());
        listening.forget();
        answering.stopAudibly(cause, at);
        listening.interrupted(cause, at);
        sizes("清理完成", queued.get());
    }

    private static void sizes(String when, Turn.Queued queued) {
        LOG.debug("{}: TTS队列大小={}, 音频队列大小={}", when, queued.messages(), queued.frames());
    }

    private final class Voice implements Answering.Told {
        @Override
        public Heard.About about() {
            String how = "connected from " + remote() + " since " + since.truncatedTo(ChronoUnit.SECONDS);
            return new Heard.About(id, cells.facts().get().name(), listening.state().name().toLowerCase(Locale.ROOT), how, mode);
        }

        @Override
        public boolean mute() {
            return attendance.mute();
        }

        @Override
        public void speaking(boolean now) {
            idle.speaking(now);
        }

        @Override
        public void answered() {
            listening.answered();
        }

        @Override
        public void unanswered() {
            listening.resume();
        }

        @Override
        public void saidGoodbye(boolean conversation) {
            if (conversation || idle.leaving()) {
                closeTimer = parts.time().after(AFTER_FAREWELL, () -> end(conversation ? Ending.GOODBYE : Ending.IDLE_NO_VOICE));
            }
        }
    }

    private final class Ear implements Listening.Told {
        @Override
        public void firstSound() {
            welcome.reached(Attempt.Step.SOUND);
        }

        @Override
        public void finalizing() {
            shown.show(ListenState.FINALIZING, answering.speaking());
        }

        @Override
        public void soFar(String text) {
            lastEvent = "“" + text + "…";
        }

        @Override
        public void text(String text, long at) {
            heard(text, at);
        }

        @Override
        public Attention attention() {
            return attendance.attention();
        }

        @Override
        public void said(Uplink.Segment segment) {
            attendance.said(segment);
        }

        @Override
        public void understood(String text) {
            attendance.understood(text);
        }

        @Override
        public void packet(byte[] opus, int samples) {
            attendance.packet(opus, samples);
        }
    }

    private final class Room implements Attendance.Room {
        @Override
        public void meet() {
            answering.stop(Cause.NEXT, parts.time().nanos());
            listening.meet();
        }

        @Override
        public void surrender() {
            listening.surrender();
        }

        @Override
        public void listen(ListenMode next) {
            listening.mode(next);
        }

        @Override
        public void chat(String text) {
            answering.answer(answering.typed(text, parts.time().nanos()), false);
        }
    }

    // --- modes ---

    @Override
    public ConnectionMode mode() {
        return mode;
    }

    @Override
    public void mode(ConnectionMode next) {
        boolean patience = ModeRules.patient(next) != ModeRules.patient(mode);
        mode = next;
        if (patience) {
            idle.changed();
        }
    }

    private void mode(Inbound.Mode said) {
        Optional<ConnectionMode> named = ModeRules.work(said.mode());
        boolean start = said.state().equals("start");
        if (named.isEmpty() || !(start || said.state().equals("end"))) {
            send(new Outbound.ModeError());
            return;
        }
        if (named.get() == ConnectionMode.MEETING) {
            if (start) {
                attendance.start();
            } else {
                attendance.end();
            }
            return;
        }
        if (start) {
            parts.events().happened(id, "mode", Severity.WARNING, said.mode() + " mode is not built yet: the device was told so");
            send(new Outbound.NotServed("mode", said.mode() + " mode is"));
        } else {
            send(new Outbound.ModeOk(said.state(), said.mode()));
        }
    }

    // --- observable state ---

    @Override
    public void changed() {
        dirty = true;
    }

    @Override
    public void activity(long at) {
        idle.activity(at);
    }

    private void publish() {
        publishedAt = parts.time().nanos();
        shown.show(listening.state(), answering.speaking());
        listening.show(publishedAt);
        downlink.refresh();
        cells.moved(sessionId, connection(), parts.time().now());
    }

    private DeviceFacts.Connection connection() {
        return new DeviceFacts.Connection(sessionId, since, remote(), handshake.path(), handshake.identity(), dialect, handshake.framing(),
            shown.state(), shown.since(), listening.mode(), answering.speaking(), mode, roundTrip, welcome.hello(), parts.codec().name(), welcome.toolCount(), lastEvent,
            listening.lastVoice());
    }

    private String remote() {
        return handshake.remote().getHostString();
    }

    private Settings settings() {
        return parts.settings().get();
    }

    @Override
    public void post(Runnable task) {
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

    // --- end of the connection ---

    /// Releases everything, once. A step that fails does not keep the others from running, and nothing is waited for.
    private void release() {
        if (released) {
            return;
        }
        released = true;
        guarded(idle::stop);
        guarded(() -> closeTimer.cancel());
        guarded(answering::close);
        guarded(() -> parts.memory().keep(id, answering.dialogue()));
        guarded(welcome::close);
        guarded(attendance::leave);
        guarded(listening::close);
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
