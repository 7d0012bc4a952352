package earshot.session;

import module java.base;

import earshot.device.ConnectionMode;
import earshot.device.DeviceFacts;
import earshot.device.ListenState;
import earshot.device.ModeChange;
import earshot.device.ModeTransitions;
import earshot.device.MutableDeviceModel;
import earshot.device.RouteTable;
import earshot.device.RoutedConnection;
import earshot.event.Direction;
import earshot.id.DeviceId;
import earshot.id.SessionId;
import earshot.problem.FatalErrors;
import earshot.problem.Severity;
import earshot.server.CloseStatus;
import earshot.server.ConnectionAttempt;
import earshot.server.DeviceTransport;
import earshot.server.DeviceTransportListener;
import earshot.server.Handshake;
import earshot.turn.TurnFacts.Interruption.Cause;
import earshot.wire.Dialect;
import earshot.wire.JsonMessageCodec;
import earshot.wire.OutboundMessage;
import earshot.wire.WorkMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection. Methods for other threads only post to the mailbox; everything else runs on the connection's own thread, in order
/// of arrival.
final class Session implements DeviceTransportListener, RoutedConnection, ConnectionContext {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final SessionServices services;
    private final RouteTable<Session> routes;
    private final Handshake handshake;
    private final DeviceTransport transport;
    private final Consumer<Session> onEnded;
    private final DeviceId id;
    private final SessionId sessionId = SessionId.random();
    private final ConnectionLimits limits;
    private final ConnectionInput input;
    private final ConnectionCloser closer;

    private final IdleTimeout idleTimeout;
    private final AudioDownlink downlink;
    private final ConnectionRegistration registration;
    private final DeviceTools tools;
    private final ChannelKeepalive keepalive;
    private final HelloHandler hello;
    private final StateReporter stateReporter;
    private final ConnectionResources connectionResources;
    private final TurnManager turnManager;
    private final ListenManager listenManager;
    private final BargeInHandler bargeIn;
    private final AudioUplink uplink;
    private final MeetingMode meetingMode;
    private final AnnouncementSpeaker announcements;
    private final ConnectionFeatures features;
    private final MessageDispatcher dispatcher;

    /// Changed on the connection's thread only.
    private volatile ConnectionMode mode = ConnectionMode.CONNECTED_IDLE;
    private boolean dirty;
    private boolean released;
    private boolean ended;

    Session(SessionServices services, ConnectionLimits limits, RouteTable<Session> routes, Handshake handshake, DeviceTransport transport,
        Consumer<Session> onEnded) {
        this.services = services;
        this.limits = limits;
        this.routes = routes;
        this.handshake = handshake;
        this.transport = transport;
        this.onEnded = onEnded;
        id = handshake.identity().deviceId();
        MutableDeviceModel deviceModel = services.devices().findOrAdd(id);
        input = new ConnectionInput(services.time(), limits.memory(), this::end);
        closer = new ConnectionCloser(services, this, transport, deviceModel, input::discard, this::release);
        downlink = new AudioDownlink(services.time(), transport, handshake.framing(), dialect().downlinkRate(), deviceModel, sessionId);
        registration = new ConnectionRegistration(services, this, handshake.remote().getHostString(), handshake.attempt());
        tools = new DeviceTools(services.time(), services.events(), this, input.memory());
        keepalive = new ChannelKeepalive(services.time(), this, this::speaking);
        connectionResources = new ConnectionResources(id, services.settings().get().of(SessionSettings.WORKERS), services.logText());
        features = new ConnectionFeatures(services, this, connectionResources);
        hello = new HelloHandler(services, this, registration, tools, keepalive, features);
        VoiceCommands commands = new VoiceCommands(this, features, message -> post(() -> dispatcher().workModes().received(message, ModeChange.Cause.VOICE)));
        ConnectionTurns turns = services.conversation().turns().forConnection(connectionResources, commands::before);
        TurnEffects turnEffects = new TurnEffects(closer, features);
        turnManager = new TurnManager(services, this, turns, tools.source(), downlink, turnEffects);
        uplink = new AudioUplink(services, handshake, deviceModel, this, () -> end(ServerCloseReason.SOUND_RATE));
        listenManager = new ListenManager(services, this, turnManager, uplink);
        bargeIn = new BargeInHandler(services, this, listenManager, turnManager);
        SpeechSink conversation = new ConversationMode(services, this, listenManager, turnManager, bargeIn, commands);
        listenManager.sink(conversation);
        meetingMode = new MeetingMode(services, this, listenManager, turnManager, conversation, features, input.memory());
        stateReporter = new StateReporter(services, this, handshake, deviceModel, listenManager, turnManager, hello, tools);
        dispatcher = new MessageDispatcher(services, this, features, new MessageDispatcher.Handlers(hello, tools, listenManager, bargeIn, meetingMode,
            new ServerRequestHandler(services, id, handshake.remote().getAddress(), limits.wrongSecrets(), this::send)));
        idleTimeout = new IdleTimeout(services.time(), () -> services.settings().get().of(IdleSettings.SECTION),
            () -> ModeTransitions.allowsLongSilence(mode), this::post, left -> deviceModel.idle(sessionId, left),
            new IdleTimeoutHandler(services, this, listenManager, turnManager, closer));
        turnEffects.connect(stateReporter, meetingMode, listenManager, idleTimeout);
        announcements = new AnnouncementSpeaker(services, this, listenManager, turnManager,
            () -> !closer.closing() && routes.find(id).filter(this::equals).isPresent());
    }

    // --- any thread ---

    @Override
    public void textReceived(String text, long arrivalNanos) {
        input.text(text, arrivalNanos);
    }

    @Override
    public void binaryReceived(byte[] frame, long arrivalNanos) {
        input.frame(frame, arrivalNanos);
    }

    @Override
    public boolean incompleteInput(long change) {
        return input.incomplete(change);
    }

    @Override
    public void pongReceived(long roundTripNanos) {
        post(() -> stateReporter.pongReceived(Duration.ofNanos(roundTripNanos)));
    }

    @Override
    public void closed(CloseStatus closeStatus) {
        input.ended(new Mailbox.Entry.End(closeStatus));
    }

    @Override
    public void replaced(Duration overlap) {
        post(() -> closer.replaced(overlap, handshake.remote().getHostString()));
    }

    @Override
    public DeviceId deviceId() {
        return id;
    }

    Handshake handshake() {
        return handshake;
    }

    @Override
    public SessionId sessionId() {
        return sessionId;
    }

    @Override
    public Dialect dialect() {
        return handshake.dialect();
    }

    @Override
    public boolean send(OutboundMessage message) {
        try {
            String json = JsonMessageCodec.write(message);
            if (!transport.send(json)) {
                return false;
            }
            keepalive.sent();
            stateReporter.showEvent("→ " + message.summary());
            services.events().logMessage(id, Direction.OUT, Severity.INFO, message.type(), message.summary(), json);
            return true;
        } catch (RuntimeException e) {
            LOG.warn("send_json failed for device {}: {}", id, services.logText().format(String.valueOf(e.getMessage())));
            return false;
        }
    }

    @Override
    public CompletableFuture<Boolean> arrival() {
        return transport.arrival();
    }

    /// Closes the connection; only the first reason counts.
    void end(ServerCloseReason why) {
        closer.close(why);
    }

    void keepOpen(Duration howLong) {
        post(() -> idleTimeout.keepOpen(howLong));
    }

    void interrupt() {
        long requested = services.time().nanos();
        post(() -> bargeIn.interrupt(Cause.CONSOLE, requested));
    }

    /// Handles a typed sentence as if the device had recognized it.
    void say(String text) {
        post(() -> listenManager.typed(text));
    }

    /// As if the device had asked for it; empty for conversation.
    void switchMode(Optional<WorkMode> mode) {
        post(() -> dispatcher.workModes().switchTo(mode));
    }

    void announce() {
        post(announcements::request);
    }

    DeviceTools tools() {
        return tools;
    }

    void settingsChanged() {
        post(idleTimeout::reschedule);
    }

    // --- the connection's thread ---

    void run() {
        try {
            if (register()) {
                runGuarded(() -> {
                    features.open(listenManager::mode);
                    idleTimeout.start();
                    hello.greet();
                    publish();
                });
            }
            while (!ended) {
                Mailbox.Entry entry = input.take();
                runGuarded(() -> handle(entry));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            release();
            onEnded.accept(this);
        }
    }

    private void handle(Mailbox.Entry entry) {
        process(entry);
        announcements.speakIfFree();
        if (dirty) {
            dirty = false;
            publish();
        }
    }

    /// An unexpected failure closes the connection; the end still arrives through the mailbox.
    private void runGuarded(Runnable work) {
        try {
            work.run();
        } catch (Throwable e) {
            FatalErrors.report(e);
            services.logText().logConnectionError(LOG, e);
            end(ServerCloseReason.FAILURE);
        }
    }

    private boolean register() {
        boolean taken = registration.register(() -> {
            routes.register(this);
            stateReporter.connected();
        });
        if (!taken) {
            routes.unregister(this);
            registration.sendRefusal();
            end(ServerCloseReason.REGISTRATION);
        }
        return taken;
    }

    private void process(Mailbox.Entry entry) {
        switch (entry) {
            case Mailbox.Entry.Task task -> task.run().run();
            case Mailbox.Entry.End end -> handleEnd(end.closeStatus());
            // what comes after the server asked for the close is not used any more
            case Mailbox.Entry.Frame _, Mailbox.Entry.Text _ when closer.closing() -> {}
            case Mailbox.Entry.Text text -> handleText(text.text(), text.arrivalNanos());
            case Mailbox.Entry.Frame frame -> handleFrame(frame.content(), frame.arrivalNanos());
        }
    }

    private void handleFrame(byte[] frame, long at) {
        idleTimeout.frame(at);
        switch (uplink.read(frame, at, listenManager.vad(), input.waitingFrames(), input.droppedFrames())) {
            case AudioUplink.Input.Audio audio -> {
                dirty |= registration.reportStep(ConnectionAttempt.Step.SOUND);
                if (!listenManager.audioReceived(audio, at)) {
                    bargeIn.audioReceived(audio, at);
                }
            }
            case AudioUplink.Input.Text text when input.spend(text.text(), at) -> handleText(text.text(), at);
            case AudioUplink.Input.Text _, AudioUplink.Input.Nothing _ -> {}
        }
        uplink.publishIfDue(at);
        idleTimeout.audio(at);
        dirty |= stateReporter.due(at);
    }

    private void handleText(String text, long at) {
        dirty = true;
        idleTimeout.frame(at);
        limits.handle(text, () -> dispatcher.received(text, at));
    }

    @Override
    public void spend(int tokens, long at) {
        input.spend(tokens, at);
    }

    private void handleEnd(CloseStatus closeStatus) {
        ended = true;
        release();
        DeviceFacts.ConnectionEnd description = closer.describe(closeStatus);
        publish();
        stateReporter.disconnected(description);
    }

    @Override
    public ConnectionMode mode() {
        return mode;
    }

    @Override
    public void mode(ConnectionMode next, ModeChange.Cause cause) {
        stateReporter.modeChanged(mode, next, cause);
        ConnectionMode before = mode;
        mode = next;
        features.modeChanged(before, next);
        if (ModeTransitions.allowsLongSilence(next) != ModeTransitions.allowsLongSilence(before)) {
            idleTimeout.reschedule();
        }
    }

    private boolean speaking() {
        return turnManager.speaking();
    }

    private MessageDispatcher dispatcher() {
        return dispatcher;
    }

    @Override
    public void changed() {
        dirty = true;
    }

    @Override
    public void report(ListenState passing) {
        stateReporter.report(passing);
    }

    @Override
    public void showEvent(String line) {
        stateReporter.showEvent(line);
    }

    @Override
    public void activity(long at) {
        if (!turnManager.goodbyeSaid()) {
            idleTimeout.activity(at);
        }
    }

    private void publish() {
        uplink.publish(services.time().nanos());
        downlink.refresh();
        stateReporter.publish();
    }

    @Override
    public void post(Runnable task) {
        boolean taken = input.post(() -> {
            dirty = true;
            task.run();
        });
        if (!taken) {
            LOG.warn("too many tasks wait for {}", id);
            closer.requestClose(ServerCloseReason.FAILURE);
        }
    }

    /// Releases everything, once. A step that fails does not keep the others from running, and nothing is waited for.
    private void release() {
        if (released) {
            return;
        }
        released = true;
        Stream.<ConnectionResources.CloseStep>of(idleTimeout::stop, keepalive::close, closer::cancelTimer, turnManager::close,
            () -> services.conversation().memory().remember(id, turnManager.dialogue()),
            tools::close, announcements::close, meetingMode::connectionEnded, features::close, listenManager::close, uplink::close,
            connectionResources::close, input::close, () -> routes.unregister(this)).forEach(connectionResources::runGuarded);
        services.server().registrations().forEach(step -> connectionResources.runGuarded(() -> step.disconnected(this)));
        LOG.info("连接资源已释放");
    }
}
