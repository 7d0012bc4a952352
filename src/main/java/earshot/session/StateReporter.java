package earshot.session;

import module java.base;

import earshot.data.TextLimit;
import earshot.device.ConnectionMode;
import earshot.device.DeviceFacts;
import earshot.device.ListenState;
import earshot.device.ModeChange;
import earshot.device.MutableDeviceModel;
import earshot.device.StateSpan;
import earshot.event.EventText;
import earshot.problem.Severity;
import earshot.server.Handshake;
import earshot.turn.AssistantRequest;

/// Reports the state of a connection to its device's row, which the console shows. Used on the connection's thread only, except
/// [#showEvent].
final class StateReporter {
    /// Characters of the newest event that are kept.
    private static final int MAX_EVENT = 300;
    /// How often the row is published while frames come, so that the shown ages stay current.
    private static final long SHOWN_EVERY = Duration.ofSeconds(1).toNanos();

    private final SessionServices services;
    private final ConnectionContext connection;
    private final MutableDeviceModel deviceModel;
    private final ListenManager listenManager;
    private final TurnManager turnManager;
    private final HelloHandler hello;
    private final DeviceTools tools;
    private final DeviceFacts.Link link;
    private ListenState state = ListenState.IDLE;
    private Instant stateSince;
    private Optional<Duration> roundTrip = Optional.empty();
    private volatile String lastEvent = "";
    private long publishedAt;

    StateReporter(SessionServices services, ConnectionContext connection, Handshake handshake, MutableDeviceModel deviceModel, ListenManager listenManager,
        TurnManager turnManager, HelloHandler hello, DeviceTools tools) {
        this.services = services;
        this.connection = connection;
        this.deviceModel = deviceModel;
        this.listenManager = listenManager;
        this.turnManager = turnManager;
        this.hello = hello;
        this.tools = tools;
        stateSince = services.time().now();
        link = new DeviceFacts.Link(connection.sessionId(), stateSince, handshake.remote().getHostString(), handshake.path(), handshake.identity(),
            handshake.dialect(), handshake.framing(), services.audio().codec().name());
    }

    /// Shows one line as the newest event. For any thread.
    void showEvent(String line) {
        lastEvent = TextLimit.cut(line, MAX_EVENT);
    }

    void pongReceived(Duration roundTrip) {
        this.roundTrip = Optional.of(roundTrip);
    }

    /// The connection took the route: its row belongs to it from now on.
    void connected() {
        deviceModel.connected(connection.sessionId(), facts(), services.time().now(), services.time().nanos());
    }

    /// Whether the row is older than a second.
    boolean due(long now) {
        return now - publishedAt >= SHOWN_EVERY;
    }

    void publish() {
        publishedAt = services.time().nanos();
        report(listenManager.state());
        deviceModel.updated(connection.sessionId(), facts(), services.time().now());
    }

    /// The connection is over: its device is saved, and how it ended is logged. A replaced one is not shown any more.
    void disconnected(DeviceFacts.ConnectionEnd end) {
        if (!deviceModel.disconnected(connection.sessionId(), end, services.time().nanos())) {
            deviceModel.replacedConnection(Optional.empty());
        }
        services.devices().save(connection.deviceId());
        services.events().log(connection.deviceId(), "connection", Severity.INFO,
            new EventText.Ended(end.code(), end.rule(), end.args(), end.description()));
    }

    /// The mode of the connection changes; only work modes are told.
    void modeChanged(ConnectionMode from, ConnectionMode to, ModeChange.Cause cause) {
        if (!from.workMode().equals(to.workMode())) {
            deviceModel.modeChanged(connection.sessionId(), new ModeChange(services.time().now(), to.workMode(), cause));
        }
    }

    /// Shows a listen state, and since when it holds.
    void report(ListenState next) {
        if (next != state) {
            state = next;
            stateSince = services.time().now();
        }
        deviceModel.enterState(connection.sessionId(), spanKind(), services.time().nanos());
    }

    private StateSpan.Kind spanKind() {
        return turnManager.speaking() ? StateSpan.Kind.SPEAKING : switch (state) {
            case IDLE -> StateSpan.Kind.IDLE;
            case LISTENING -> StateSpan.Kind.LISTENING;
            case FINALIZING -> StateSpan.Kind.FINALIZING;
        };
    }

    private DeviceFacts.Connection facts() {
        DeviceFacts.Listening listening = new DeviceFacts.Listening(state, stateSince, listenManager.mode(), listenManager.lastVoice());
        return new DeviceFacts.Connection(link, listening, turnManager.speaking(), connection.mode(), roundTrip, hello.facts(), tools.count(), lastEvent);
    }

    /// What the assistant may know about the device.
    AssistantRequest.DeviceInfo deviceInfo() {
        return new AssistantRequest.DeviceInfo(connection.deviceId(), deviceModel.facts().get().name(), listenManager.state(), link.remote(), link.since(),
            connection.mode());
    }
}
