package earshot.remote;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/// A provider of transcription and speech that uses the real protocol over real sockets, without delay, and fails as the test wants.
public final class ProviderServerFake implements AutoCloseable {
    /// How it answers a request.
    public sealed interface Behavior {
        record Answers(int status, String type, byte[] body, Map<String, String> headers) implements Behavior {}

        /// Sends the pieces one after the other and ends the body properly.
        record Streams(String type, List<byte[]> pieces) implements Behavior {}

        /// Sends part of the body and drops the connection.
        record Cuts(String type, byte[] body) implements Behavior {}

        /// Sends part of the body, possibly nothing, and then nothing more.
        record Hangs(String type, byte[] body) implements Behavior {}

        /// Decides by the request.
        record Decides(Function<ReceivedRequest, Behavior> choice) implements Behavior {}

        static Behavior json(int status, String body) {
            return new Answers(status, "application/json", body.getBytes(StandardCharsets.UTF_8), Map.of());
        }

        static Behavior text(String body) {
            return new Answers(200, "text/plain; charset=utf-8", body.getBytes(StandardCharsets.UTF_8), Map.of());
        }
    }

    /// A request as it came.
    ///
    /// @param query as it was sent, without its question mark
    public record ReceivedRequest(String path, String query, Map<String, String> headers, byte[] body) {
        /// The body, one character per byte.
        public String text() {
            return new String(body, StandardCharsets.ISO_8859_1);
        }

        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final HttpServer server;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final List<Behavior> next = new CopyOnWriteArrayList<>();
    public final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();

    public ProviderServerFake() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", this::handle);
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Sets the next answers, one for each request; the last one repeats.
    public ProviderServerFake answersWith(Behavior... things) {
        next.clear();
        next.addAll(List.of(things));
        return this;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /// A provider section with the address of this server.
    public ProviderSettings provider(ProviderKind kind, String... more) {
        return section(kind, "openai", "base_url", url(), more);
    }

    public static ProviderSettings section(ProviderKind kind, String type, String key, String value, String... more) {
        ObjectNode section = JsonNodeFactory.instance.objectNode().put("type", type).put("api_key", "sk-very-secret-4711").put(key, value);
        for (int i = 0; i < more.length; i += 2) {
            section.put(more[i], more[i + 1]);
        }
        return new ProviderSettings(kind, "cloud", type, section);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Map<String, String> headers = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
            ReceivedRequest request = new ReceivedRequest(exchange.getRequestURI().getPath(),
                Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""), headers, body);
            requests.add(request);
            answer(exchange, request, next.size() > 1 ? next.removeFirst() : next.getFirst());
        }
    }

    private void answer(HttpExchange exchange, ReceivedRequest request, Behavior behavior) throws IOException {
        switch (behavior) {
            case Behavior.Answers answer -> {
                answer.headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
                exchange.getResponseHeaders().set("Content-Type", answer.type);
                exchange.sendResponseHeaders(answer.status, answer.body.length == 0 ? -1 : answer.body.length);
                exchange.getResponseBody().write(answer.body);
            }
            case Behavior.Streams stream -> {
                OutputStream out = head(exchange, stream.type);
                for (byte[] piece : stream.pieces) {
                    out.write(piece);
                    out.flush();
                }
                out.close();
            }
            case Behavior.Cuts cut -> {
                exchange.getResponseHeaders().set("Content-Type", cut.type);
                exchange.sendResponseHeaders(200, cut.body.length + 1000L);
                exchange.getResponseBody().write(cut.body);
                exchange.getResponseBody().flush();
            }
            case Behavior.Hangs hang -> {
                if (hang.body.length > 0) {
                    OutputStream out = head(exchange, hang.type);
                    out.write(hang.body);
                    out.flush();
                }
                closed.join();
            }
            case Behavior.Decides considering -> answer(exchange, request, considering.choice.apply(request));
        }
    }

    private static OutputStream head(HttpExchange exchange, String type) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }

    @Override
    public void close() {
        closed.complete(null);
        server.stop(0);
    }
}
