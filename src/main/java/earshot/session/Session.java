package earshot.session;

import earshot.config.Settings;
import earshot.device.ConnectionMode;
import earshot.device.DeviceFacts;
import earshot.device.ModeTransitions;
import earshot.device.MutableDeviceModel;
import earshot.device.RouteTable;
import earshot.device.RoutedConnection;
import earshot.event.Direction;
import earshot.event.LogTextFormatter;
import earshot.problem.Severity;
import earshot.server.CloseStatus;
import earshot.server.ConnectionAttempt;
import earshot.server.DeviceTransport;
import earshot.server.DeviceTransportListener;
import earshot.server.Handshake;
import earshot.time.Time;
import earshot.tool.IotThings;
import earshot.turn.AssistantRequest;
import earshot.turn.TurnFacts.Interruption.Cause;
import earshot.wire.Dialect;
import earshot.wire.InboundMessage;
import earshot.wire.JsonMessageCodec;
import earshot.wire.OutboundMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection. Methods for other threads only post to the mailbox; everything else runs on the connection's own thread, in order
/// of arrival.
final class Session implements DeviceTransportListener, RoutedConnection, ConnectionContext {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    /// How often the row is published while frames come, so that the shown ages stay current.
    private static final long SHOWN_EVERY = Duration.ofSeconds(1).toNanos();
    /// Message families of badge-protocol section 2 whose sender waits for an answer.
    private static final Set<String> NOT_SERVED = Set.of("coding", "workflow", "peer");
    private static final Duration AFTER_FAREWELL = Duration.ofMillis(50);
    private static final String OVERLAP_NOTICE = "检测到新连接，当前通道将于约1.5秒后关闭以切换到新通道";

    private final SessionServices services;
    private final RouteTable<Session> routes;
    private final Handshake handshake;
    private final DeviceTransport transport;
    private final Consumer<Session> onEnded;

    private final String id;
    private final String sessionId = UUID.randomUUID().toString();
    private final Dialect dialect;
    private final Mailbox mailbox = new Mailbox();
    private final AtomicReference<ServerCloseReason> serverCloseReason = new AtomicReference<>();
    private final Instant since;

    private final MutableDeviceModel deviceModel;
    private final IdleTimeout idleTimeout;
    private final AudioDownlink downlink;
    private final ConnectionSetup connectionSetup;
    private final StateReporter stateReporter;
    private final ServerRequestHandler requests;
    private final IotThings things;
    private final ConnectionResources connectionResources;
    private final ConnectionTurns turns;
    private final TurnManager turnManager;
    private final ListenManager listenManager;
    private final BargeInHandler bargeIn;
    private final AudioUplink uplink;
    private final MeetingMode meetingMode;

    private ConnectionMode mode = ConnectionMode.CONNECTED_IDLE;
    private Optional<Duration> roundTrip = Optional.empty();
    private volatile String lastEvent = "connected";
    private Time.Timer closeTimer = Time.Timer.NONE;
    private boolean dirty;
    private long publishedAt;
    private boolean released;
    private boolean ended;

    Session(SessionServices services, RouteTable<Session> routes, Handshake handshake, DeviceTransport transport, Consumer<Session> onEnded) {
        this.services = services;
        this.routes = routes;
        this.handshake = handshake;
        this.transport = transport;
        this.onEnded = onEnded;
        id = handshake.identity().deviceId();
        dialect = handshake.dialect();
        deviceModel = services.devices().findOrAdd(id);
        since = services.time().now();
        downlink = new AudioDownlink(services.time(), transport, handshake.framing(), dialect.downlinkRate(), deviceModel, sessionId);
        connectionSetup = new ConnectionSetup(services, this, remote(), handshake.attempt());
        stateReporter = new StateReporter(services.time(), deviceModel, sessionId);
        requests = new ServerRequestHandler(services, id, handshake.remote(), this::send);
        things = new IotThings(command -> send(new OutboundMessage.Iot(command, sessionId)));
        connectionResources = new ConnectionResources(id, settings().workers(), services.logText());
        turns = services.turnFactory().forConnection(connectionResources);
        turnManager = new TurnManager(services, this, turns, connectionSetup.tools().and(things), downlink, new TurnEvents());
        listenManager = new ListenManager(services, this, turnManager, stateReporter);
        bargeIn = new BargeInHandler(services, this, listenManager, turnManager);
        SpeechSink conversation = new ConversationMode(services, this, listenManager, turnManager, bargeIn);
        listenManager.sink(conversation);
        meetingMode = new MeetingMode(services, this, listenManager, turnManager, conversation);
        uplink = new AudioUplink(services, handshake.framing(), deviceModel, this, listenManager::vad);
        idleTimeout = new IdleTimeout(services.time(), () -> settings().idle(), () -> ModeTransitions.allowsLongSilence(mode), this::post,
            left -> deviceModel.idle(sessionId, left), new IdleActions(services, this, listenManager, turnManager, this::end));
    }

    // --- any thread ---

    @Override
    public void textReceived(String text, long arrivalNanos) {
        if (serverCloseReason.get() == null && !mailbox.text(text, arrivalNanos)) {
            services.events().log(id, "connection", Severity.WARNING, "more than " + Mailbox.TEXTS + " messages wait: flood");
            end(ServerCloseReason.FLOOD);
        }
    }

    @Override
    public void binaryReceived(byte[] frame, long arrivalNanos) {
        if (serverCloseReason.get() == null) {
            mailbox.frame(frame, arrivalNanos);
        }
    }

    @Override
    public void pongReceived(long roundTripNanos) {
        post(() -> roundTrip = Optional.of(Duration.ofNanos(roundTripNanos)));
    }

    @Override
    public void closed(CloseStatus closeStatus) {
        mailbox.end(closeStatus);
    }

    @Override
    public void replaced(Duration overlap) {
        post(() -> closeAfterOverlap(overlap));
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
    public boolean send(OutboundMessage message) {
        try {
            String json = JsonMessageCodec.write(message);
            if (!transport.send(json)) {
                return false;
            }
            lastEvent = "→ " + message.summary();
            services.events().logMessage(id, Direction.OUT, message.type(), message.summary(), json);
            return true;
        } catch (RuntimeException e) {
            LOG.warn("send_json failed for device {}: {}", id, services.logText().format(String.valueOf(e.getMessage())));
            return false;
        }
    }

    /// Closes the connection; only the first reason counts. Always true, so that callers can map over an optional connection.
    boolean end(ServerCloseReason why) {
        if (serverCloseReason.compareAndSet(null, why)) {
            transport.close(why.code(), why.reason());
            post(this::release);
        }
        return true;
    }

    boolean keepOpen(Duration howLong) {
        post(() -> idleTimeout.keepOpen(howLong));
        return true;
    }

    boolean interrupt() {
        long heard = services.time().nanos();
        post(() -> bargeIn.interrupt(Cause.CONSOLE, heard));
        return true;
    }

    /// Handles a typed sentence as if the device had recognized it.
    boolean say(String text) {
        post(() -> listenManager.typed(text));
        return true;
    }

    void settingsChanged() {
        post(idleTimeout::changed);
    }

    // --- the connection's thread ---

    void run() {
        try {
            if (register()) {
                idleTimeout.start();
                connectionSetup.greet();
                publish();
            }
            InputHandler inputHandler = new InputHandler();
            while (!ended) {
                processNext(inputHandler);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            release();
            onEnded.accept(this);
        }
    }

    /// An unexpected failure closes the connection; the end still arrives through the mailbox.
    private void processNext(InputHandler inputHandler) throws InterruptedException {
        try {
            mailbox.take(inputHandler);
            if (dirty) {
                dirty = false;
                publish();
            }
        } catch (InterruptedException e) {
            throw e;
        } catch (Throwable e) {
            services.logText().logConnectionError(LOG, e);
            end(ServerCloseReason.FAILURE);
        }
    }

    private boolean register() {
        boolean taken = connectionSetup.register(() -> {
            routes.register(this);
            deviceModel.connected(sessionId, connection(), services.time().now(), services.time().nanos());
        });
        if (!taken) {
            routes.unregister(this);
            connectionSetup.sendRefusal();
            end(ServerCloseReason.REGISTRATION);
        }
        return taken;
    }

    /// A newer connection took the route.
    private void closeAfterOverlap(Duration overlap) {
        if (serverCloseReason.get() != null || closeTimer != Time.Timer.NONE) {
            return;
        }
        send(new OutboundMessage.SystemNotice(Optional.empty(), OVERLAP_NOTICE));
        services.events().log(id, "connection", Severity.INFO, "replaced by a newer connection, closes in " + overlap.toMillis() + " ms");
        deviceModel.replacedConnection(Optional.of(new DeviceFacts.ReplacedConnection(remote(), services.time().now().plus(overlap))));
        closeTimer = services.time().after(overlap, () -> end(ServerCloseReason.REPLACED));
    }

    private final class InputHandler implements Mailbox.MailboxHandler {
        @Override
        public void text(String text, long arrivalNanos) {
            if (serverCloseReason.get() == null) {
                handleText(text, arrivalNanos);
            }
        }

        @Override
        public void frame(byte[] frame, long arrivalNanos) {
            if (serverCloseReason.get() == null) {
                idleTimeout.frame(arrivalNanos);
                handleFrame(frame, arrivalNanos);
                idleTimeout.audio(arrivalNanos);
                dirty |= arrivalNanos - publishedAt >= SHOWN_EVERY;
            }
        }

        @Override
        public void ended(CloseStatus closeStatus) {
            ended = true;
            release();
            DeviceFacts.ConnectionEnd description = CloseReasons.describe(services.time().now(), closeStatus, Optional.ofNullable(serverCloseReason.get()), settings().idle());
            publish();
            boolean current = deviceModel.disconnected(sessionId, description, services.time().nanos());
            if (!current) {
                deviceModel.replacedConnection(Optional.empty());
            }
            services.devices().save(id);
            services.events().log(id, "connection", Severity.INFO, description.description() + " (" + description.code() + ")");
        }
    }

    private void handleFrame(byte[] frame, long at) {
        listenManager.frameReceived(at);
        switch (uplink.read(frame, at, mailbox.waitingFrames(), mailbox.droppedFrames())) {
            case AudioUplink.Input.Audio audio -> heard(audio, at);
            case AudioUplink.Input.Text text -> handleText(text.text(), at);
            case AudioUplink.Input.Nothing _ -> {}
        }
        uplink.publishIfDue(at);
    }

    private void heard(AudioUplink.Input.Audio audio, long at) {
        dirty |= connectionSetup.reportStep(ConnectionAttempt.Step.SOUND);
        listenManager.sink().packet(audio.opus(), audio.pcm().length);
        if (listenManager.ignoresAudio(at)) {
            return;
        }
        if (listenManager.collecting()) {
            listenManager.accept(audio.pcm(), audio.voice(), at);
        } else {
            bargeIn.accept(audio.pcm(), audio.voice(), at);
        }
    }

    private void handleText(String text, long at) {
        dirty = true;
        idleTimeout.frame(at);
        InboundMessage message = JsonMessageCodec.read(text);
        Severity severity = message instanceof InboundMessage.Malformed ? Severity.WARNING : Severity.INFO;
        services.events().logMessage(id, Direction.IN, severity, message.type(), message.summary(), text);
        lastEvent = "← " + message.summary();
        try {
            dispatch(message, at);
        } catch (RuntimeException e) {
            // a message that cannot be handled must not end the connection
            services.logText().logConnectionError(LOG, e);
            services.events().log(id, "connection", Severity.CRITICAL, "serving " + message.type() + " failed: " + e.getMessage());
        }
    }

    private void dispatch(InboundMessage message, long at) {
        switch (message) {
            case InboundMessage.Heartbeat _ -> send(new OutboundMessage.Pong());
            case InboundMessage.Hello received -> connectionSetup.helloReceived(received);
            case InboundMessage.Listen received -> listen(received, at);
            case InboundMessage.Abort received -> bargeIn.interrupt(received.reason().filter("wake_word_detected"::equals).isPresent() ? Cause.WAKE_WORD : Cause.BUTTON, at);
            case InboundMessage.Mode received -> mode(received);
            case InboundMessage.ServerAction asked -> requests.handle(asked);
            case InboundMessage.ConfigUpdate update -> {
                LOG.info("config_update from {} with keys {}: nothing is applied", id, services.logText().format(update.keys().toString()));
                send(new OutboundMessage.ConfigUpdateOk());
            }
            case InboundMessage.Mcp mcp -> connectionSetup.tools().received(mcp.payload());
            case InboundMessage.Number number -> send(new OutboundMessage.Plain(number.literal()));
            case InboundMessage.Malformed malformed -> LOG.warn("{} sent what is no message: {}", id, services.logText().format(malformed.reason()));
            case InboundMessage.UnknownType unknownType -> unserved(unknownType.type());
            case InboundMessage.Iot iot -> things.received(iot.body()).forEach(wrong -> services.events().log(id, "iot", Severity.WARNING, wrong));
            case InboundMessage.Meeting meeting -> meetingMode.received(meeting);
            case InboundMessage.Goodbye _ -> {}
        }
    }

    /// What another type means nobody knows: it is ignored, as the protocol wants it.
    private void unserved(String type) {
        LOG.info("{} sent type {}, which nothing serves", id, services.logText().format(type));
        if (NOT_SERVED.contains(type)) {
            send(new OutboundMessage.NotServed(type, type + " messages are"));
        }
    }

    private void listen(InboundMessage.Listen received, long at) {
        if (received.listenAction() != InboundMessage.Listen.ListenAction.DETECT) {
            uplink.expectPause();
        }
        listenManager.listenReceived(received, at);
    }

    private final class TurnEvents implements TurnManager.TurnEventListener {
        @Override
        public AssistantRequest.DeviceInfo deviceInfo() {
            String description = "connected from " + remote() + " since " + since.truncatedTo(ChronoUnit.SECONDS);
            return new AssistantRequest.DeviceInfo(id, deviceModel.facts().get().name(), listenManager.state().name().toLowerCase(Locale.ROOT), description, mode);
        }

        @Override
        public boolean muted() {
            return meetingMode.muted();
        }

        @Override
        public void speakingChanged(boolean now) {
            idleTimeout.speaking(now);
        }

        @Override
        public void answerEnded() {
            listenManager.answered();
        }

        @Override
        public void endedWithoutAnswer() {
            listenManager.resume();
        }

        @Override
        public void goodbyeSaid(boolean conversation) {
            if (conversation || idleTimeout.closing()) {
                closeTimer = services.time().after(AFTER_FAREWELL, () -> end(conversation ? ServerCloseReason.GOODBYE : ServerCloseReason.IDLE_NO_VOICE));
            }
        }
    }

    // --- modes ---

    @Override
    public ConnectionMode mode() {
        return mode;
    }

    @Override
    public void mode(ConnectionMode next) {
        boolean limitChanges = ModeTransitions.allowsLongSilence(next) != ModeTransitions.allowsLongSilence(mode);
        mode = next;
        if (limitChanges) {
            idleTimeout.changed();
        }
    }

    private void mode(InboundMessage.Mode received) {
        Optional<ConnectionMode> named = ModeTransitions.workMode(received.mode());
        boolean start = received.state().equals("start");
        if (named.isEmpty() || !(start || received.state().equals("end"))) {
            send(new OutboundMessage.ModeError());
            return;
        }
        if (named.get() == ConnectionMode.MEETING) {
            if (start) {
                meetingMode.start();
            } else {
                meetingMode.end();
            }
            return;
        }
        if (start) {
            services.events().log(id, "mode", Severity.WARNING, received.mode() + " mode is not built yet: the device was told so");
            send(new OutboundMessage.NotServed("mode", received.mode() + " mode is"));
        } else {
            send(new OutboundMessage.ModeOk(received.state(), received.mode()));
        }
    }

    // --- observable state ---

    @Override
    public void changed() {
        dirty = true;
    }

    @Override
    public void showEvent(String line) {
        lastEvent = line;
    }

    @Override
    public void activity(long at) {
        idleTimeout.activity(at);
    }

    private void publish() {
        publishedAt = services.time().nanos();
        stateReporter.report(listenManager.state(), turnManager.speaking());
        uplink.publish(publishedAt);
        downlink.refresh();
        deviceModel.updated(sessionId, connection(), services.time().now());
    }

    private DeviceFacts.Connection connection() {
        return new DeviceFacts.Connection(sessionId, since, remote(), handshake.path(), handshake.identity(), dialect, handshake.framing(),
            stateReporter.state(), stateReporter.since(), listenManager.mode(), turnManager.speaking(), mode, roundTrip, connectionSetup.hello(), services.codec().name(), connectionSetup.toolCount(), lastEvent,
            listenManager.lastVoice());
    }

    private String remote() {
        return handshake.remote().getHostString();
    }

    private Settings settings() {
        return services.settings().get();
    }

    @Override
    public void post(Runnable task) {
        boolean taken = mailbox.task(() -> {
            dirty = true;
            task.run();
        });
        if (!taken) {
            LOG.warn("too many tasks wait for {}", id);
            if (serverCloseReason.compareAndSet(null, ServerCloseReason.FAILURE)) {
                transport.close(ServerCloseReason.FAILURE.code(), ServerCloseReason.FAILURE.reason());
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
        runGuarded(idleTimeout::stop);
        runGuarded(() -> closeTimer.cancel());
        runGuarded(turnManager::close);
        runGuarded(() -> services.memory().remember(id, turnManager.dialogue()));
        runGuarded(connectionSetup::close);
        runGuarded(meetingMode::connectionEnded);
        runGuarded(listenManager::close);
        runGuarded(uplink::close);
        runGuarded(connectionResources::close);
        runGuarded(turns::close);
        runGuarded(() -> routes.unregister(this));
        for (RegistrationStep step : services.registrations()) {
            runGuarded(() -> step.disconnected(this));
        }
        LOG.info("连接资源已释放");
    }

    private void runGuarded(Runnable step) {
        try {
            step.run();
        } catch (Throwable e) {
            logCloseFailure(LOG, services.logText(), e);
        }
    }

    static void logCloseFailure(Logger log, LogTextFormatter logText, Throwable failure) {
        log.error("关闭连接时出错: {}", logText.format(String.valueOf(failure.getMessage())));
    }
}
