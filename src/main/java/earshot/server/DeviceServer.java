package earshot.server;

import module java.base;

import earshot.data.Closeables;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSubject;
import earshot.time.Time;
import earshot.watch.Watch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Both listening ports, open from [#open] until [#close]: WebSocket and plain HTTP on one, HTTP on the other. Where
/// both have the same number, only the WebSocket port is opened and serves both.
public final class DeviceServer implements AutoCloseable {
    /// Enough for many devices that wake at the same time.
    private static final int BACKLOG = 1024;
    /// Ports below it are for administrators on most systems.
    private static final int FIRST_OPEN_PORT = 1024;
    /// In place of those, at the least.
    private static final int USUAL_PORT = 8000;
    private static final int ANSWER_MILLIS = 500;
    private static final Logger LOG = LoggerFactory.getLogger(DeviceServer.class);

    private final DeviceWebSocketServer webSocket;
    private final Optional<DeviceWebSocketServer> http;
    private final Optional<TlsAcceptor> tls;
    private final ServerAddressMonitor serverAddressMonitor;
    private final ReachRule reach;
    private final int port;
    private final int httpPort;
    private final List<ServerProbe> probes;

    private DeviceServer(DeviceWebSocketServer webSocket, Optional<DeviceWebSocketServer> http, Optional<TlsAcceptor> tls,
            ServerAddressMonitor serverAddressMonitor, ReachRule reach, int port, int httpPort, List<ServerProbe> probes) {
        this.webSocket = webSocket;
        this.http = http;
        this.tls = tls;
        this.serverAddressMonitor = serverAddressMonitor;
        this.reach = reach;
        this.port = port;
        this.httpPort = httpPort;
        this.probes = probes;
    }

    /// Opens both ports and returns when they accept connections. Load native libraries before, because the threads of
    /// requests must not do it.
    ///
    /// @param settings host and ports are read now; authentication and the OTA reply at each request
    /// @param policy what is known about devices that ask to be let in
    /// @param routes HTTP paths of other features, served on both ports
    /// @throws ProblemException with PORT_TAKEN or PORT_RESERVED, which offer a free port, or HOST_UNUSABLE
    public static DeviceServer open(Time time, Supplier<ServerSettings> settings, ServerSecurity security, ConnectionAcceptor connectionAcceptor,
            ConnectionAttemptListener attempts, OtaListener reports, AdmissionPolicy policy, List<HttpRoute> routes) {
        return open(time, settings, security, connectionAcceptor, attempts, reports, policy, routes, NetworkCard::all);
    }

    static DeviceServer open(Time time, Supplier<ServerSettings> settings, ServerSecurity security, ConnectionAcceptor connectionAcceptor,
            ConnectionAttemptListener attempts, OtaListener reports, AdmissionPolicy policy, List<HttpRoute> routes, Supplier<List<NetworkCard>> cards) {
        ServerSettings initial = settings.get();
        InetAddress host = resolve(initial);
        boolean alone = initial.port() != 0 && initial.port() == initial.httpPort();
        ServerSocketChannel listening = bind(host, initial, initial.port(), ConnectionAttempt.Port.WEBSOCKET);
        Optional<ServerSocketChannel> httpListening = Optional.empty();
        try {
            int port = portOf(listening);
            if (!alone) {
                httpListening = Optional.of(bind(host, initial, initial.httpPort(), ConnectionAttempt.Port.HTTP));
            }
            int httpPort = httpListening.isPresent() ? portOf(httpListening.get()) : port;
            ServerAddressMonitor serverAddressMonitor = new ServerAddressMonitor(time, cards, settings, port, httpPort);
            ReachRule reach = new ReachRule(policy.reach(), serverAddressMonitor::subnets);
            WebAccessControl webAccess = new WebAccessControl(security.webAccess(), settings, new OwnHostNames());
            DeviceAuthentication authentication = new DeviceAuthentication(settings, policy.access(), policy.tokens());
            HandshakeAdmission admission = new HandshakeAdmission(time, webAccess, authentication, attempts, policy, reach,
                new LiveConnections(time), new FloodPauses(time));
            OtaHandler ota = new OtaHandler(time, settings, authentication, serverAddressMonitor.watch()::get, port, attempts, reports);
            HttpRouter httpRouter = new HttpRouter(admission, ota, routes, attempts);
            Optional<TlsAcceptor> tls = security.certificates().map(certificates -> new TlsAcceptor(certificates, time));
            HandshakeServices services = new HandshakeServices(ConnectionAttempt.Port.WEBSOCKET, port, admission, httpRouter,
                new AddressLimits(time, () -> settings.get().maxConnectionsPerAddress()), new WrongTokens(time), tls, time);
            DeviceWebSocketServer webSocket = new DeviceWebSocketServer(listening, services, connectionAcceptor);
            Optional<DeviceWebSocketServer> http = httpListening.isEmpty() ? Optional.empty()
                : Optional.of(new DeviceWebSocketServer(httpListening.get(), services.ofPort(ConnectionAttempt.Port.HTTP), connectionAcceptor));
            webSocket.start();
            http.ifPresent(DeviceWebSocketServer::start);
            InetAddress near = host.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : host;
            List<ServerProbe> probes = IntStream.of(port, httpPort).distinct()
                .mapToObj(own -> new ServerProbe(time, new InetSocketAddress(near, own))).toList();
            return new DeviceServer(webSocket, http, tls, serverAddressMonitor, reach, port, httpPort, probes);
        } catch (RuntimeException | IOException e) {
            httpListening.ifPresent(Closeables::closeQuietly);
            Closeables.closeQuietly(listening);
            throw e instanceof RuntimeException known ? known : unusable(initial, e.getMessage(), e);
        }
    }

    /// The WebSocket port in use.
    public int port() {
        return port;
    }

    /// The HTTP port in use; the WebSocket port where one serves both.
    public int httpPort() {
        return httpPort;
    }

    /// Reads the certificate again if its settings changed. Returns at once.
    public void certificateChanged() {
        tls.ifPresent(TlsAcceptor::check);
    }

    /// Whether a client may talk to the server, by the settings in force.
    public boolean admits(InetAddress client) {
        return reach.admits(client);
    }

    /// The addresses of the server, current within 5 s.
    public Watch<List<ServerAddress>> addresses() {
        return serverAddressMonitor.watch();
    }

    /// Asks both ports for a page, as any client would; waits up to some seconds, so call it on a virtual thread.
    public ServerHealth check() {
        if (!serverAddressMonitor.present(probes.getFirst().address().getAddress())) {
            return ServerHealth.ADDRESS_ABSENT;
        }
        if (webSocket.broken() || http.filter(DeviceWebSocketServer::broken).isPresent()) {
            return ServerHealth.BROKEN;
        }
        return probes.stream().allMatch(ServerProbe::answered) ? ServerHealth.ANSWERS : ServerHealth.SILENT;
    }

    /// Closes every connection with 1001, waits some seconds at most until they ended, and frees both ports. Must not be called on
    /// the timer thread. A second call does nothing.
    @Override
    public void close() {
        serverAddressMonitor.close();
        http.ifPresent(DeviceWebSocketServer::close);
        webSocket.close();
        tls.ifPresent(TlsAcceptor::close);
    }

    private static InetAddress resolve(ServerSettings initial) {
        try {
            return InetAddress.getByName(initial.host());
        } catch (UnknownHostException e) {
            throw unusable(initial, "it is no address of this computer", e);
        }
    }

    private static ServerSocketChannel bind(InetAddress host, ServerSettings initial, int port, ConnectionAttempt.Port which) {
        ServerSocketChannel channel = null;
        try {
            channel = ServerSocketChannel.open();
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(new InetSocketAddress(host, port), BACKLOG);
            return channel;
        } catch (IOException | IllegalArgumentException e) {
            if (channel != null) {
                Closeables.closeQuietly(channel);
            }
            throw notBound(host, initial, port, which, e);
        }
    }

    private static int portOf(ServerSocketChannel channel) throws IOException {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    /// Where another port of the address can be opened, this one belongs to somebody else or to administrators. The system says which in its own language.
    private static ProblemException notBound(InetAddress host, ServerSettings initial, int port, ConnectionAttempt.Port which, Exception e) {
        // the problem is reported once; this runs at each attempt
        LOG.debug("cannot listen on {}:{} ({}): the port is in use, or there is no permission for it, or the host is no address of this computer",
            initial.host(), port, e.getMessage());
        if (!(e instanceof SocketException) || probe(host, 0) == 0) {
            return unusable(initial, e.getMessage(), e);
        }
        String setting = switch (which) {
            case WEBSOCKET -> "server.port";
            case HTTP -> "server.http_port";
        };
        boolean taken = port >= FIRST_OPEN_PORT || answers(host, port);
        String free = String.valueOf(freePort(host, taken ? port : USUAL_PORT - 1, initial));
        return new ProblemException(Problem.of(taken ? ProblemCode.PORT_TAKEN : ProblemCode.PORT_RESERVED,
            new ProblemSubject.Setting(setting), String.valueOf(port), free, which.scheme()), e);
    }

    private static boolean answers(InetAddress host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : host, port), ANSWER_MILLIS);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static ProblemException unusable(ServerSettings initial, String reason, Exception e) {
        return new ProblemException(Problem.of(ProblemCode.HOST_UNUSABLE, new ProblemSubject.Setting("server.ip"), initial.host(), reason), e);
    }

    /// A port near the configured one that was free a moment ago.
    private static int freePort(InetAddress host, int port, ServerSettings initial) {
        for (int candidate = port + 1; candidate <= Math.min(port + 100, 65_535); candidate++) {
            if (candidate != initial.port() && candidate != initial.httpPort() && probe(host, candidate) > 0) {
                return candidate;
            }
        }
        return probe(host, 0);
    }

    private static int probe(InetAddress host, int port) {
        try (ServerSocketChannel probe = ServerSocketChannel.open()) {
            probe.bind(new InetSocketAddress(host, port));
            return ((InetSocketAddress) probe.getLocalAddress()).getPort();
        } catch (IOException _) {
            return 0;
        }
    }
}
