package earshot.session;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.device.ConnectionMode;
import earshot.device.RouteTable;
import earshot.feature.ConnectedDevices;
import earshot.feature.DeviceConnection;
import earshot.id.DeviceId;
import earshot.server.ConnectionAcceptor;
import earshot.server.DeviceTransport;
import earshot.server.DeviceTransportListener;
import earshot.server.Handshake;
import earshot.tool.McpExchange;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;
import earshot.watch.WatchSubscription;
import earshot.wire.Dialect;
import earshot.wire.OutboundMessage;
import earshot.wire.WorkMode;

/// All connections: accepts new ones and finds open ones by device. Safe for use from any thread; nothing here waits.
public final class SessionRegistry implements ConnectionAcceptor, ConnectedDevices, AutoCloseable {
    private final SessionServices services;
    private final ConnectionLimits limits;
    private final RouteTable<Session> routes = new RouteTable<>();
    private final Set<Session> live = ConcurrentHashMap.newKeySet();
    private final MutableWatch<Integer> liveCount = new MutableWatch<>(0);
    private final AtomicLong numbers = new AtomicLong();
    private final WatchSubscription settings;

    public SessionRegistry(SessionServices services) {
        this.services = services;
        limits = new ConnectionLimits(services.time());
        services.server().features().forEach(feature -> feature.start(this));
        settings = services.settings().observe(_ -> live.forEach(Session::settingsChanged));
    }

    @Override
    public DeviceTransportListener accept(Handshake handshake, DeviceTransport deviceTransport) {
        Session session = new Session(services, limits, routes, handshake, deviceTransport, this::ended);
        live.add(session);
        liveCount.update(count -> count + 1);
        Thread.ofVirtual().name("dev-" + session.deviceId() + "#" + numbers.incrementAndGet()).start(session::run);
        return session;
    }

    @Override
    public List<DeviceId> online() {
        return routes.online(_ -> true);
    }

    @Override
    public Optional<ConnectionMode> mode(DeviceId device) {
        return routes.find(device).map(Session::mode);
    }

    @Override
    public Optional<Dialect> dialect(DeviceId device) {
        return routes.find(device).map(Session::dialect);
    }

    @Override
    public Optional<DeviceConnection> connection(DeviceId device) {
        return routes.find(device).map(DeviceConnection.class::cast);
    }

    @Override
    public boolean send(DeviceId device, OutboundMessage message) {
        return routes.find(device).filter(session -> session.send(message)).isPresent();
    }

    /// Whether the device has a connection.
    public boolean connected(DeviceId deviceId) {
        return routes.find(deviceId).isPresent();
    }

    /// Sends a message to every badge that is online, for example statistics, which other devices do not expect.
    ///
    /// @param message for the device with this id
    public void broadcastToBadges(Function<DeviceId, OutboundMessage> message) {
        routes.all().stream().filter(session -> session.dialect() == Dialect.BADGE).forEach(session -> session.send(message.apply(session.deviceId())));
    }

    /// Closes the device's connection at a person's request. False when it has none.
    public boolean close(DeviceId deviceId) {
        return ask(deviceId, session -> session.end(ServerCloseReason.PERSON));
    }

    /// Closes the device's connection because it is not approved any more. False when it has none.
    public boolean revoke(DeviceId deviceId) {
        return ask(deviceId, session -> session.end(ServerCloseReason.REVOKED));
    }

    /// Postpones both idle limits. False when the device has no connection.
    public boolean keepOpen(DeviceId deviceId, Duration howLong) {
        return ask(deviceId, session -> session.keepOpen(howLong));
    }

    /// Stops the answer to the device. False when it has no connection.
    public boolean interrupt(DeviceId deviceId) {
        return ask(deviceId, Session::interrupt);
    }

    /// Handles a sentence as if the device had recognized it. False when the device has no connection.
    public boolean say(DeviceId deviceId, String text) {
        return ask(deviceId, session -> session.say(text));
    }

    /// Enters a work mode, or leaves it, as if the device had asked for it. False when the device has no connection.
    ///
    /// @param mode empty for conversation
    public boolean switchMode(DeviceId deviceId, Optional<WorkMode> mode) {
        return ask(deviceId, session -> session.switchMode(mode));
    }

    /// Has the device's connection ask what the server has to say. False when it has none.
    public boolean announce(DeviceId deviceId) {
        return ask(deviceId, Session::announce);
    }

    /// Sends the device one request of MCP and yields what passed; the future never fails. Empty when the device has no connection.
    public Optional<CompletableFuture<McpExchange>> exchange(DeviceId deviceId, String method, ObjectNode params) {
        return routes.find(deviceId).map(session -> session.tools().exchange(method, params));
    }

    /// The host under which the device reached this server, as it said itself. Empty when it has no connection or did not say.
    public Optional<String> hostAskedBy(DeviceId deviceId) {
        return routes.find(deviceId).map(session -> session.handshake().headers().getOrDefault("host", "")).filter(host -> !host.isBlank());
    }

    private boolean ask(DeviceId deviceId, Consumer<Session> request) {
        Optional<Session> session = routes.find(deviceId);
        session.ifPresent(request);
        return session.isPresent();
    }

    /// Asks every connection to close because the server stops or restarts.
    public void closeAll(boolean restart) {
        live.forEach(session -> session.end(restart ? ServerCloseReason.RESTART : ServerCloseReason.STOP));
    }

    /// Closes the connections of clients whose address may not connect any more.
    public void closeOutOfReach(Predicate<InetAddress> admitted) {
        live.stream().filter(session -> !admitted.test(session.handshake().remote().getAddress()))
            .forEach(session -> session.end(ServerCloseReason.OUT_OF_REACH));
    }

    /// Closes the connections of devices that need a token now and gave none.
    public void closeUnapproved(Predicate<Handshake> admitted) {
        live.stream().filter(session -> !admitted.test(session.handshake())).forEach(session -> session.end(ServerCloseReason.UNAPPROVED));
    }

    /// How many connections are not over yet, replaced ones included.
    public Watch<Integer> live() {
        return liveCount;
    }

    boolean contains(Session session) {
        return live.contains(session);
    }

    private void ended(Session session) {
        if (live.remove(session)) {
            liveCount.update(count -> count - 1);
        }
    }

    /// Closes all connections and stops following the settings.
    @Override
    public void close() {
        settings.close();
        closeAll(false);
        limits.close();
    }
}
