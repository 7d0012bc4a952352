package earshot.server;

import earshot.config.Settings;
import earshot.data.Closeables;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.problem.ProblemException;
import earshot.problem.Subject;
import earshot.time.Time;
import earshot.watch.Watch;
import earshot.wire.Dialect;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Both listening ports, open from [#open] until [#close]: WebSocket and plain HTTP on one, HTTP on the other. Where
/// both have the same number, only the WebSocket port is opened and serves both.
public final class Doors implements AutoCloseable {
    /// Enough for many devices that wake at the same time.
    private static final int BACKLOG = 1024;
    private static final Logger LOG = LoggerFactory.getLogger(Doors.class);

    private final WebSocketDoor webSocket;
    private final Optional<HttpDoor> http;
    private final Addresses addresses;
    private final int port;

    private Doors(WebSocketDoor webSocket, Optional<HttpDoor> http, Addresses addresses, int port) {
        this.webSocket = webSocket;
        this.http = http;
        this.addresses = addresses;
        this.port = port;
    }

    /// Opens both ports and returns when they accept connections. Load native libraries before, because the library's threads
    /// must not do it.
    ///
    /// @param settings host and ports are read now; authentication and the OTA reply at each request
    /// @param arrivals accepts authenticated connections
    /// @param attempts receives every attempt to connect
    /// @param reports receives what devices report in OTA requests
    /// @param dialects the dialect that a person chose for a device, by its id; empty for "by path"
    /// @param routes HTTP paths of other features, served on both ports
    /// @throws ProblemException with PORT_TAKEN, which offers a free port, or HOST_UNUSABLE
    public static Doors open(
        Time time,
        Supplier<Settings.Server> settings,
        Arrivals arrivals,
        Attempts attempts,
        OtaReports reports,
        Function<String, Optional<Dialect>> dialects,
        List<Route> routes) {
        return open(time, settings, arrivals, attempts, reports, dialects, routes, NetworkCard::all);
    }

    static Doors open(
        Time time,
        Supplier<Settings.Server> settings,
        Arrivals arrivals,
        Attempts attempts,
        OtaReports reports,
        Function<String, Optional<Dialect>> dialects,
        List<Route> routes,
        Supplier<List<NetworkCard>> cards) {
        Settings.Server wanted = settings.get();
        InetAddress host = resolved(wanted);
        boolean alone = wanted.port() != 0 && wanted.port() == wanted.httpPort();
        ServerSocketChannel listening = bound(host, wanted);
        Optional<HttpDoor> http = Optional.empty();
        try {
            int port = ((InetSocketAddress) listening.getLocalAddress()).getPort();
            if (!alone) {
                http = Optional.of(httpDoor(host, wanted, port, time));
            }
            int httpPort = http.map(HttpDoor::port).orElse(port);
            Addresses addresses = new Addresses(time, cards, settings, port, httpPort);
            Entrance entrance = new Entrance(time, settings, attempts, dialects);
            Ota ota = new Ota(time, settings, addresses.watch()::get, port, attempts, reports);
            Pages pages = new Pages(ota, routes, attempts);
            WebSocketDoor webSocket = new WebSocketDoor(listening, entrance, pages, arrivals, time);
            webSocket.start();
            http.ifPresent(door -> door.start(pages, entrance));
            return new Doors(webSocket, http, addresses, port);
        } catch (RuntimeException | IOException e) {
            http.ifPresent(HttpDoor::close);
            Closeables.closeQuietly(listening);
            throw e instanceof RuntimeException known ? known : unusable(wanted, e.getMessage(), e);
        }
    }

    /// The WebSocket port in use.
    public int port() {
        return port;
    }

    /// The HTTP port in use; the WebSocket port where one serves both.
    public int httpPort() {
        return http.map(HttpDoor::port).orElse(port);
    }

    /// The addresses of the server, current within 5 s.
    public Watch<List<Address>> addresses() {
        return addresses.watch();
    }

    /// Closes every connection with 1001, waits some seconds at most until they ended, and frees both ports. Must not be called on
    /// the timer thread. A second call does nothing.
    @Override
    public void close() {
        addresses.close();
        http.ifPresent(HttpDoor::close);
        webSocket.close();
    }

    private static InetAddress resolved(Settings.Server wanted) {
        try {
            return InetAddress.getByName(wanted.host());
        } catch (UnknownHostException e) {
            throw unusable(wanted, "it is no address of this computer", e);
        }
    }

    private static ServerSocketChannel bound(InetAddress host, Settings.Server wanted) {
        ServerSocketChannel channel = null;
        try {
            channel = ServerSocketChannel.open();
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(new InetSocketAddress(host, wanted.port()), BACKLOG);
            return channel;
        } catch (IOException | IllegalArgumentException e) {
            if (channel != null) {
                Closeables.closeQuietly(channel);
            }
            throw notBound(host, wanted, wanted.port(), "ws", e);
        }
    }

    private static HttpDoor httpDoor(InetAddress host, Settings.Server wanted, int webSocketPort, Time time) {
        try {
            return new HttpDoor(new InetSocketAddress(host, wanted.httpPort()), webSocketPort, time);
        } catch (IOException | IllegalArgumentException e) {
            throw notBound(host, wanted, wanted.httpPort(), "http", e);
        }
    }

    private static ProblemException notBound(InetAddress host, Settings.Server wanted, int port, String what, Exception e) {
        LOG.error("cannot listen on {}:{} ({}): the port is in use, or there is no permission for it, or the host is no address of this computer",
            wanted.host(), port, e.getMessage());
        boolean taken = e instanceof BindException && String.valueOf(e.getMessage()).contains("in use");
        if (!taken) {
            return unusable(wanted, e.getMessage(), e);
        }
        String setting = what.equals("ws") ? "server.port" : "server.http_port";
        String free = String.valueOf(free(host, port, wanted));
        return new ProblemException(Problem.of(Code.PORT_TAKEN, new Subject.Setting(setting), String.valueOf(port), free, what), e);
    }

    private static ProblemException unusable(Settings.Server wanted, String reason, Exception e) {
        return new ProblemException(Problem.of(Code.HOST_UNUSABLE, new Subject.Setting("server.ip"), wanted.host(), reason), e);
    }

    /// A port near the configured one that was free a moment ago.
    private static int free(InetAddress host, int port, Settings.Server wanted) {
        for (int candidate = port + 1; candidate <= Math.min(port + 100, 65_535); candidate++) {
            if (candidate != wanted.port() && candidate != wanted.httpPort() && probed(host, candidate) > 0) {
                return candidate;
            }
        }
        return probed(host, 0);
    }

    private static int probed(InetAddress host, int port) {
        try (ServerSocketChannel probe = ServerSocketChannel.open()) {
            probe.bind(new InetSocketAddress(host, port));
            return ((InetSocketAddress) probe.getLocalAddress()).getPort();
        } catch (IOException e) {
            return 0;
        }
    }
}
