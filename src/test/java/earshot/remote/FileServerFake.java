package earshot.remote;

import module java.base;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/// Serves files over real HTTP with ranges, and breaks off or waits as the test wants.
public final class FileServerFake implements AutoCloseable {
    public final Map<String, byte[]> files = new ConcurrentHashMap<>();
    /// Path and range of each request for a file.
    public final List<String> requests = new CopyOnWriteArrayList<>();
    /// Where a file that is said to be longer ends; the connection breaks there.
    public final Queue<Integer> breaks = new ConcurrentLinkedQueue<>();
    /// Whether it knows ranges.
    public volatile boolean ranged = true;
    /// Whether it refuses any part of a file, also the whole.
    public volatile boolean refusesRanges;
    /// Whether it says how long a file is.
    public volatile boolean sized = true;
    /// Where each path redirects to.
    public final Map<String, String> locations = new ConcurrentHashMap<>();
    /// Length that it claims; 0 for the true one.
    public volatile long claimed;
    /// After how many bytes it waits, and for what.
    private volatile long waitsAt = Long.MAX_VALUE;
    private volatile CompletableFuture<Void> goesOn = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final HttpServer server;

    public FileServerFake() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", this::handle);
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// Serves a file and its checksum beside it.
    public void serve(String path, byte[] content) {
        files.put(path, content);
        files.put(path + ".sha256", (sha256(content) + "  " + path.substring(1) + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    public static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Waits after so many bytes of a file, in each response, until [#goOn].
    public void waitAt(long bytes) {
        goesOn = new CompletableFuture<>();
        waitsAt = bytes;
    }

    public void goOn() {
        waitsAt = Long.MAX_VALUE;
        goesOn.complete(null);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] content = files.get(path);
        Optional<String> range = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range")).filter(_ -> ranged);
        requests.add(path + range.map(written -> " " + written).orElse(""));
        if (path.startsWith("/moved/") || locations.containsKey(path)) {
            exchange.getResponseHeaders().set("Location", locations.getOrDefault(path, path.substring("/moved".length())));
            exchange.sendResponseHeaders(302, -1);
        } else if (content == null) {
            // a path of this name has no range at all, for a while
            exchange.sendResponseHeaders(path.startsWith("/rangeless/") && requests.size() < 20 ? 416 : 404, -1);
        } else {
            int from = range.map(written -> Integer.parseInt(written.replaceAll("\\D", ""))).orElse(0);
            if (refusesRanges || from >= content.length && from > 0) {
                exchange.getResponseHeaders().set("Content-Range", "bytes */" + content.length);
                exchange.sendResponseHeaders(416, -1);
            } else {
                range.ifPresent(_ -> exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length));
                exchange.sendResponseHeaders(range.isPresent() ? 206 : 200,
                    !sized ? 0 : claimed > 0 && !path.endsWith(".sha256") ? claimed : content.length - from);
                send(exchange, content, from, path.endsWith(".sha256") ? content.length : Optional.ofNullable(breaks.poll()).orElse(content.length));
            }
        }
        exchange.close();
    }

    private void send(HttpExchange exchange, byte[] content, int from, int end) throws IOException {
        int pause = exchange.getRequestURI().getPath().endsWith(".sha256") ? end : (int) Math.clamp(waitsAt, from, end);
        exchange.getResponseBody().write(content, from, Math.min(pause, end) - from);
        exchange.getResponseBody().flush();
        if (pause < end) {
            CompletableFuture.anyOf(goesOn, closed).join();
            exchange.getResponseBody().write(content, pause, end - pause);
        }
    }

    @Override
    public void close() {
        closed.complete(null);
        server.stop(0);
    }
}
