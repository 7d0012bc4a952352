package earshot.doubles;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/// A tool server over real streamable HTTP that lists what the test wrote, and answers calls with what the test wrote, else with the tool's name.
public final class ToolServerFake implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ArrayNode tools = JSON.createArrayNode();
    private final Map<String, String> results = new ConcurrentHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();

    public ToolServerFake() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/mcp", this::serve);
        server.start();
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/mcp";
    }

    /// Adds a tool.
    ///
    /// @param schema JSON of its `inputSchema`; empty for none
    public ToolServerFake lists(String name, String description, String schema) {
        ObjectNode tool = tools.addObject().put("name", name).put("description", description);
        if (!schema.isEmpty()) {
            tool.set("inputSchema", read(schema));
        }
        return this;
    }

    /// Answers calls of this tool with this `result`, as JSON.
    public ToolServerFake answers(String name, String result) {
        results.put(name, result);
        return this;
    }

    /// The names of the tools that were called.
    public List<String> calls() {
        return calls;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        JsonNode message = exchange.getRequestMethod().equals("POST") ? JSON.readTree(exchange.getRequestBody().readAllBytes()) : JSON.createObjectNode();
        byte[] body = message.has("id")
            ? ("{\"jsonrpc\":\"2.0\",\"id\":" + message.path("id") + ",\"result\":" + result(message) + "}").getBytes(StandardCharsets.UTF_8)
            : new byte[0];
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(body.length == 0 ? 202 : 200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String result(JsonNode message) {
        String name = message.path("params").path("name").asText();
        return switch (message.path("method").asText()) {
            case "initialize" -> "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{\"tools\":{}},\"serverInfo\":{\"name\":\"x\",\"version\":\"1\"}}";
            case "tools/list" -> "{\"tools\":" + tools + "}";
            case "tools/call" -> {
                calls.add(name);
                yield results.getOrDefault(name, "{\"content\":[{\"type\":\"text\",\"text\":\"called " + name + "\"}]}");
            }
            default -> "{}";
        };
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
