package earshot.server;

import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.access.ApprovalStore;
import earshot.access.DeviceAccess;
import earshot.access.Reach;
import earshot.access.token.TokenCheck;
import earshot.device.DeviceFacts.OtaFacts;
import earshot.device.DeviceIdentity;
import earshot.id.DeviceId;
import earshot.problem.ProblemReason;
import earshot.time.TimeFake;
import earshot.wire.Dialect;
import org.awaitility.Awaitility;

/// The server on free ports in manual time, with everything it reports.
final class DeviceServerFixture implements AutoCloseable {
    static {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(5));
    }

    final TimeFake time = new TimeFake();
    final List<DeviceTransportListenerFake> listeners = new CopyOnWriteArrayList<>();
    final List<ConnectionAttempt> attempts = new CopyOnWriteArrayList<>();
    final Map<DeviceIdentity, OtaFacts> otas = new ConcurrentHashMap<>();
    final Map<DeviceId, Dialect> dialects = new ConcurrentHashMap<>();
    /// Called with every attempt, on the thread that reports it.
    volatile Consumer<ConnectionAttempt> onAttempt = _ -> {};
    final DeviceAccess access = new DeviceAccess(time, ApprovalStore.none());
    volatile TokenCheck tokens = TokenCheck.NONE;
    final Set<DeviceId> meetings = ConcurrentHashMap.newKeySet();
    volatile Reach reach = Reach.NETWORK;
    volatile ServerSettings settings;
    volatile WebAccessSettings web = new WebAccessSettings(List.of(), List.of("desk", "desk.local", "h", "inside", "mapped", "x"));
    volatile List<NetworkCard> cards =
        List.of(new NetworkCard("lo", List.of("127.0.0.1"), List.of(), true, ServerAddress.Link.NETWORK, false),
            new NetworkCard("eth0", List.of("192.168.1.5"), List.of(), false, ServerAddress.Link.NETWORK, false));
    final Optional<TlsCertificates> certificates;
    final DeviceServer server;

    /// An accepted connection, with all its input.
    static final class DeviceTransportListenerFake implements DeviceTransportListener {
        final Handshake handshake;
        final DeviceTransport deviceTransport;
        final List<Object> came = new CopyOnWriteArrayList<>();
        final List<Long> arrivals = new CopyOnWriteArrayList<>();
        final AtomicLong incomplete = new AtomicLong();
        volatile long mostIncomplete = Long.MAX_VALUE;
        volatile boolean silent;
        /// Whether what was sent while the connection was being accepted has arrived.
        volatile CompletableFuture<Boolean> firstArrival = new CompletableFuture<>();
        final List<Long> roundTrips = new CopyOnWriteArrayList<>();
        final List<CloseStatus> closeStatuses = new CopyOnWriteArrayList<>();

        DeviceTransportListenerFake(Handshake handshake, DeviceTransport deviceTransport) {
            this.handshake = handshake;
            this.deviceTransport = deviceTransport;
        }

        @Override
        public void textReceived(String text, long arrivalNanos) {
            if (text.equals("throw an Error")) {
                throw new UnsatisfiedLinkError("a test's");
            }
            came.add(text);
            arrivals.add(arrivalNanos);
        }

        @Override
        public void binaryReceived(byte[] frame, long arrivalNanos) {
            came.add(frame);
            arrivals.add(arrivalNanos);
        }

        @Override
        public boolean incompleteInput(long change) {
            return incomplete.addAndGet(change) <= mostIncomplete;
        }

        @Override
        public void pongReceived(long roundTripNanos) {
            roundTrips.add(roundTripNanos);
        }

        @Override
        public boolean silent() {
            return silent;
        }

        @Override
        public void closed(CloseStatus closeStatus) {
            closeStatuses.add(closeStatus);
        }

        CloseStatus closing() {
            await().until(() -> !closeStatuses.isEmpty());
            return closeStatuses.getFirst();
        }

        Object first() {
            await().until(() -> !came.isEmpty());
            return came.getFirst();
        }
    }

    DeviceServerFixture() {
        this(server(0, 0));
    }

    DeviceServerFixture(ServerSettings settings, HttpRoute... routes) {
        this(settings, Optional.empty(), routes);
    }

    DeviceServerFixture(ServerSettings settings, Optional<TlsCertificates> certificates, HttpRoute... routes) {
        this.settings = settings;
        this.certificates = certificates;
        server = DeviceServer.open(
            time, () -> this.settings, new ServerSecurity(() -> web, certificates), this::arrived, this::reported, otas::put, new AdmissionPolicy(() -> reach,
                access, (token, device) -> tokens.check(token, device), meetings::contains, id -> Optional.ofNullable(dialects.get(id))),
            List.of(routes), () -> cards);
    }

    static ServerSettings server(int port, int httpPort) {
        ServerSettings.Auth open = new ServerSettings.Auth(false, List.of(), List.of());
        return new ServerSettings("127.0.0.1", port, httpPort, Optional.empty(), Optional.empty(), open, Optional.empty(), 300);
    }

    static ServerSettings server(String host, Optional<String> advertised) {
        return new ServerSettings(host, 0, 0, Optional.empty(), advertised, new ServerSettings.Auth(false, List.of(), List.of()), Optional.empty(), 300);
    }

    static ServerSettings limited(int connections) {
        ServerSettings.Auth open = new ServerSettings.Auth(false, List.of(), List.of());
        return new ServerSettings("127.0.0.1", 0, 0, Optional.empty(), Optional.empty(), open, Optional.empty(), connections);
    }

    static ServerSettings guarded(List<String> tokens, List<DeviceId> allowed) {
        return new ServerSettings("127.0.0.1", 0, 0, Optional.empty(), Optional.empty(), new ServerSettings.Auth(true, tokens, allowed), Optional.empty(), 300);
    }

    private void reported(ConnectionAttempt attempt) {
        onAttempt.accept(attempt);
        attempts.add(attempt);
    }

    private DeviceTransportListener arrived(Handshake handshake, DeviceTransport deviceTransport) {
        if (handshake.path().equals("/explode")) {
            throw new NoClassDefFoundError("a test's");
        }
        DeviceTransportListenerFake deviceTransportListenerFake = new DeviceTransportListenerFake(handshake, deviceTransport);
        if (handshake.path().equals("/waiting") && deviceTransport.send("what waited")) {
            deviceTransportListenerFake.firstArrival = deviceTransport.arrival();
        }
        listeners.add(deviceTransportListenerFake);
        return deviceTransportListenerFake;
    }

    int port() {
        return server.port();
    }

    int httpPort() {
        return server.httpPort();
    }

    /// The connection of this device id; waits until it is accepted.
    DeviceTransportListenerFake listener(String id) {
        await().until(() -> listeners.stream().anyMatch(g -> g.handshake.identity().deviceId().value().equals(id)));
        return listeners.stream().filter(g -> g.handshake.identity().deviceId().value().equals(id)).reduce((_, last) -> last).orElseThrow();
    }

    DeviceTransportListenerFake onlyListener() {
        await().until(() -> listeners.size() == 1);
        return listeners.getFirst();
    }

    ConnectionAttempt attempt(Predicate<ConnectionAttempt> which) {
        await().until(() -> attempts.stream().anyMatch(which));
        return attempts.stream().filter(which).findFirst().orElseThrow();
    }

    /// The reason of the first attempt that failed.
    String refusal() {
        return ProblemReason.text(attempt(a -> a.problem().isPresent()).problem().orElseThrow().args().get(1), Locale.ENGLISH);
    }

    /// Peers that do not read delay an orderly close up to its limit, so the clock is advanced here.
    @Override
    public void close() {
        Thread closing = Thread.ofVirtual().start(server::close);
        await().until(() -> {
            time.advance(Duration.ofMillis(500));
            return !closing.isAlive();
        });
    }
}
