package earshot.doubles;

import module java.base;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/// A server that introspects tokens over real HTTP as RFC 7662 has it: it takes POST with a form from the client that it knows, and says of an unknown
/// token only that it is not active. It publishes keys, too.
public final class IntrospectionServerFake implements AutoCloseable {
    public static final String CLIENT = "ear shot";
    public static final String SECRET = "p&ss:word";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, String> active = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean silent;
    private volatile Optional<String> instead = Optional.empty();
    private final AtomicInteger keysAsked = new AtomicInteger();
    private volatile Optional<String> keys = Optional.empty();

    public IntrospectionServerFake() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/introspect", this::handle);
        server.createContext("/keys", this::giveKeys);
        server.start();
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/introspect";
    }

    public String keysAddress() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
    }

    /// What stands under [#keysAddress] from now on; empty for an answer with 500.
    public void publishes(Optional<String> body) {
        keys = body;
    }

    /// How often the keys were fetched.
    public int keysAsked() {
        return keysAsked.get();
    }

    /// From now on this token is active.
    ///
    /// @param claims further members of the answer, as JSON without brackets; may be empty
    public void knows(String token, String claims) {
        active.put(token, claims);
    }

    /// The tokens that were asked about.
    public List<String> asked() {
        return asked;
    }

    public void answersNothing(boolean never) {
        silent = never;
    }

    /// The body of all answers from now on.
    public void answers(Optional<String> body) {
        instead = body;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> form = new HashMap<>();
            for (String pair : new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).split("&")) {
                int equals = pair.indexOf('=');
                form.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
            asked.add(form.getOrDefault("token", ""));
            if (silent) {
                closed.await();
            }
            boolean known = authorized(exchange) && exchange.getRequestMethod().equals("POST")
                && "application/x-www-form-urlencoded".equals(exchange.getRequestHeaders().getFirst("Content-Type"));
            Optional<String> claims = Optional.ofNullable(active.get(form.get("token")));
            String body = instead
                .orElseGet(() -> claims.map(more -> "{\"active\":true" + (more.isEmpty() ? "" : "," + more) + "}").orElse("{\"active\":false}"));
            byte[] bytes = (known ? body : "{\"error\":\"invalid_client\"}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(known ? 200 : 401, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void giveKeys(HttpExchange exchange) throws IOException {
        try (exchange) {
            keysAsked.incrementAndGet();
            byte[] bytes = keys.orElse("").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(keys.isPresent() ? 200 : 500, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static boolean authorized(HttpExchange exchange) {
        String header = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("");
        if (!header.startsWith("Basic ")) {
            return false;
        }
        String[] given = new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.UTF_8).split(":");
        return given.length == 2 && URLDecoder.decode(given[0], StandardCharsets.UTF_8).equals(CLIENT)
            && URLDecoder.decode(given[1], StandardCharsets.UTF_8).equals(SECRET);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.close();
    }
}
