package earshot.tool;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/// A tool server over real streamable HTTP and over SSE. It requires its session id and `initialized`, and answers calls with events.
final class McpHttpServerFake implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    /// Headers of all requests.
    final List<Map<String, List<String>>> requestHeaders = new CopyOnWriteArrayList<>();
    final List<String> methods = new CopyOnWriteArrayList<>();
    volatile String session = "s-1";
    volatile int status = 200;
    private final BlockingQueue<String> outbound = new LinkedBlockingQueue<>();
    private volatile boolean initialized;

    McpHttpServerFake() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/mcp", this::serve);
        server.createContext("/sse", this::stream);
        server.createContext("/messages", this::message);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/mcp?key=very-secret-4711";
    }

    /// Address of the same tools over the older SSE transport.
    String sseAddress() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/sse";
    }

    /// Ends the open event stream.
    void cut() {
        outbound.add("");
    }

    private void stream(HttpExchange exchange) throws IOException {
        requestHeaders.add(Map.copyOf(exchange.getRequestHeaders()));
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        outbound.clear();
        try (OutputStream out = exchange.getResponseBody()) {
            out.write("event: endpoint\ndata: /messages?session=7\n\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
            for (String next = outbound.take(); !next.isEmpty(); next = outbound.take()) {
                out.write(("event: message\r\ndata: " + next + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void message(HttpExchange exchange) throws IOException {
        JsonNode message = JSON.readTree(exchange.getRequestBody().readAllBytes());
        methods.add(message.path("method").asText());
        respond(exchange, "session=7".equals(exchange.getRequestURI().getQuery()) ? 202 : 400, "", "");
        switch (message.path("method").asText()) {
            case "initialize" -> outbound.add(answer(message, "{\"protocolVersion\":\"2024-11-05\",\"capabilities\":{}}"));
            case "tools/list" -> outbound.add(answer(message, "{\"tools\":[{\"name\":\"weather\"}]}"));
            case "tools/call" -> outbound.add(answer(message, "{\"content\":[{\"type\":\"text\",\"text\":\"sun\"}]}"));
            default -> { }
        }
    }

    @Override
    public void close() {
        cut();
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        requestHeaders.add(Map.copyOf(exchange.getRequestHeaders()));
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (exchange.getRequestMethod().equals("DELETE")) {
            methods.add("DELETE");
            respond(exchange, 200, "", "");
            return;
        }
        if (exchange.getRequestMethod().equals("GET")) {
            respond(exchange, 405, "", "");
            return;
        }
        JsonNode message = JSON.readTree(body);
        String method = message.path("method").asText();
        methods.add(method);
        boolean known = session.equals(exchange.getRequestHeaders().getFirst("Mcp-Session-Id"));
        if (status != 200) {
            respond(exchange, status, "text/plain", "no");
        } else if (method.equals("initialize")) {
            exchange.getResponseHeaders().set("Mcp-Session-Id", session);
            respond(exchange, 200, "application/json", answer(message, "{\"protocolVersion\":\"2025-03-26\",\"capabilities\":{}}"));
        } else if (!known) {
            respond(exchange, 404, "text/plain", "no such session");
        } else if (method.equals("notifications/initialized")) {
            initialized = true;
            respond(exchange, 202, "", "");
        } else if (!initialized) {
            respond(exchange, 400, "text/plain", "too early");
        } else if (method.equals("tools/list")) {
            respond(exchange, 200, "application/json",
                answer(message, "{\"tools\":[{\"name\":\"weather\",\"description\":\"the weather\"},{\"name\":\"mute\"}]}"));
        } else if (message.path("params").path("name").asText().equals("mute")) {
            respond(exchange, 200, "text/event-stream", ": nothing to say\n\n");
        } else {
            String city = message.path("params").path("arguments").path("city").asText();
            respond(exchange, 200, "text/event-stream",
                "event: message\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\"}\n\nevent: message\ndata: "
                + answer(message, "{\"content\":[{\"type\":\"text\",\"text\":\"rain in " + city + "\"}]}") + "\n\n");
        }
    }

    private static String answer(JsonNode asked, String result) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + asked.path("id") + ",\"result\":" + result + "}";
    }

    private static void respond(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        if (!type.isEmpty()) {
            exchange.getResponseHeaders().set("Content-Type", type);
        }
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
