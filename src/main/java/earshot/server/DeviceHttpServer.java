package earshot.server;

import module java.base;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import earshot.time.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The HTTP port: the JDK's server on virtual threads, with bounds on heads, bodies and time.
final class DeviceHttpServer {
    /// How long a device gets to close TCP itself after OTA, see [OtaHandler].
    private static final Duration LINGER = Duration.ofSeconds(1);
    private static final int BACKLOG = 1024;
    private static final Logger LOG = LoggerFactory.getLogger(DeviceHttpServer.class);

    static {
        // read once, when the first server of this JVM is created; the server enforces them with its own timer
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("sun.net.httpserver.maxRspTime", "60");
        System.setProperty("jdk.httpserver.maxConnections", "1000");
        System.setProperty("sun.net.httpserver.maxReqHeaders", "100");
        System.setProperty("sun.net.httpserver.maxReqHeaderSize", "16384");
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory());
    private final Time time;
    private final int webSocketPort;

    /// Binds, and answers from [#start] on.
    ///
    /// @param webSocketPort named in the reply to an upgrade request, which belongs to that port
    DeviceHttpServer(InetSocketAddress address, int webSocketPort, Time time) throws IOException {
        this.time = time;
        this.webSocketPort = webSocketPort;
        server = HttpServer.create(address, BACKLOG);
        server.setExecutor(threads);
    }

    int port() {
        return server.getAddress().getPort();
    }

    void start(HttpRouter httpRouter, AdmissionControl admissionControl) {
        server.createContext("/", exchange -> serve(exchange, httpRouter, admissionControl));
        server.start();
    }

    void close() {
        server.stop(0);
        threads.shutdown();
    }

    private void serve(HttpExchange exchange, HttpRouter httpRouter, AdmissionControl admissionControl) throws IOException {
        boolean lingers = false;
        try {
            ConnectionAttempt attempt = admissionControl.newAttempt(ConnectionAttempt.Port.HTTP, exchange.getRemoteAddress());
            byte[] body = exchange.getRequestBody().readNBytes(HttpRequest.MAX_BODY_BYTES + 1);
            HttpRequest request = new HttpRequest(ConnectionAttempt.Port.HTTP, exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers(exchange),
                body.length > HttpRequest.MAX_BODY_BYTES ? new byte[0] : body, exchange.getRemoteAddress(), exchange.getLocalAddress());
            send(exchange, reply(httpRouter, admissionControl, attempt, request, body.length > HttpRequest.MAX_BODY_BYTES));
            lingers = OtaHandler.serves(request) && "close".equalsIgnoreCase(request.headers().get("connection"));
        } catch (IOException e) {
            LOG.debug("{} went away: {}", exchange.getRemoteAddress(), e.toString());
        } catch (Throwable e) {
            LOG.error("a request failed", e);
        } finally {
            if (lingers) {
                time.after(LINGER, exchange::close);
            } else {
                exchange.close();
            }
        }
    }

    private HttpReply reply(HttpRouter httpRouter, AdmissionControl admissionControl, ConnectionAttempt initial, HttpRequest request, boolean tooLarge) {
        ConnectionAttempt attempt = initial.withRequest(RequestHead.forDisplay(request.method() + " " + request.target()));
        Optional<AdmissionControl.Refused> outOfReach = admissionControl.outOfReach(attempt, request.remote());
        if (outOfReach.isPresent()) {
            return outOfReach.get().reply();
        }
        if (tooLarge) {
            return admissionControl.bodyTooLarge(attempt).reply();
        }
        if ("websocket".equalsIgnoreCase(request.headers().get("upgrade"))) {
            return admissionControl.wrongPort(attempt, request, webSocketPort).reply();
        }
        return httpRouter.answer(attempt, request);
    }

    private static void send(HttpExchange exchange, HttpReply reply) throws IOException {
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders().set("Content-Type", reply.type());
        if (exchange.getRequestMethod().equals("HEAD") || reply.status() == 204) {
            exchange.sendResponseHeaders(reply.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
        exchange.getResponseBody().write(reply.body());
        exchange.getResponseBody().flush();
    }

    private static Map<String, String> headers(HttpExchange exchange) {
        Map<String, String> headers = new TreeMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        return headers;
    }
}
