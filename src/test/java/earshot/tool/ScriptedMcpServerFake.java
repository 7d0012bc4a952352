package earshot.tool;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/// A tool server on a real socket that does what it should, except where a test says otherwise.
final class ScriptedMcpServerFake implements AutoCloseable {
    /// @param message empty for GET and DELETE
    record Request(String method, String path, Map<String, List<String>> headers, JsonNode message) {
        String rpc() {
            return message.path("method").asText();
        }

        String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }
    }

    /// @param more events that follow; the response ends with an empty one
    record Reply(int status, String type, String body, Map<String, String> headers, Optional<BlockingQueue<String>> more) {
        static Reply of(int status, String type, String body) {
            return new Reply(status, type, body, Map.of(), Optional.empty());
        }

        static Reply json(String body) {
            return of(200, "application/json", body);
        }

        static Reply events(String body, BlockingQueue<String> more) {
            return new Reply(200, "text/event-stream", body, Map.of(), Optional.of(more));
        }

        static Reply redirect(int status, String location) {
            return new Reply(status, "", "", Map.of("Location", location), Optional.empty());
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Function<Request, Optional<Reply>> script = _ -> Optional.empty();

    ScriptedMcpServerFake() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /// @param replies where it is empty, the server answers as usual
    void does(Function<Request, Optional<Reply>> replies) {
        script = replies;
    }

    String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    List<String> calls() {
        return requests.stream().filter(request -> request.method().equals("POST")).map(Request::rpc).toList();
    }

    static String result(JsonNode asked, String result) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + asked.path("id") + ",\"result\":" + result + "}";
    }

    static Reply usual(Request request) {
        if (!request.method().equals("POST")) {
            return Reply.of(request.method().equals("GET") ? 405 : 200, "", "");
        }
        return switch (request.rpc()) {
            case "initialize" -> Reply.json(result(request.message(), "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{\"tools\":{}}}"));
            case "tools/list" -> Reply.json(result(request.message(), "{\"tools\":[{\"name\":\"weather\"}]}"));
            case "tools/call" -> Reply.json(result(request.message(), "{\"content\":[{\"type\":\"text\",\"text\":\"sun\"}]}"));
            default -> Reply.of(202, "", "");
        };
    }

    private void serve(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        JsonNode message = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
        Request request = new Request(exchange.getRequestMethod(), exchange.getRequestURI().toString(), Map.copyOf(exchange.getRequestHeaders()), message);
        requests.add(request);
        Reply reply = script.apply(request).orElseGet(() -> usual(request));
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        if (!reply.type().isEmpty()) {
            exchange.getResponseHeaders().set("Content-Type", reply.type());
        }
        byte[] text = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), reply.more().isPresent() ? 0 : text.length == 0 ? -1 : text.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(text);
            out.flush();
            if (reply.more().isPresent()) {
                for (String next = reply.more().get().take(); !next.isEmpty(); next = reply.more().get().take()) {
                    out.write(("data: " + next + "\n\n").getBytes(StandardCharsets.UTF_8));
                    out.flush();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
