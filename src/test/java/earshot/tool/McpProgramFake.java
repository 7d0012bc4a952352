package earshot.tool;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// A tool server as a separate program: real MCP on standard input and output. It prints a greeting where only messages belong, sends a
/// `ping` before it lists its tools, and lists them on two pages.
public final class McpProgramFake {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private McpProgramFake() {}

    public static void main(String[] arguments) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        OUT.println("Welcome to the tool program!");
        boolean initialized = false;
        boolean alive = false;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            JsonNode message = JSON.readTree(line);
            switch (message.path("method").asText()) {
                case "initialize" -> result(message,
                    "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{\"tools\":{}},\"serverInfo\":{\"name\":\"t\",\"version\":\"1\"}}");
                case "notifications/initialized" -> {
                    initialized = true;
                    OUT.println("{\"jsonrpc\":\"2.0\",\"id\":\"are-you-there\",\"method\":\"ping\"}");
                }
                case "" -> alive |= message.path("id").asText().equals("are-you-there") && message.has("result");
                case "tools/list" -> {
                    if (!initialized) {
                        error(message, "not initialised");
                    } else if (message.path("params").has("cursor")) {
                        result(message, "{\"tools\":[{\"name\":\"die\"},{\"name\":\"hang\"},{\"name\":\"bad\"},{\"name\":\"alive\"}]}");
                    } else {
                        result(message,
                            "{\"nextCursor\":\"two\",\"tools\":[{\"name\":\"math.add\",\"description\":\"adds\",\"inputSchema\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"}}}},"
                            + "{\"name\":\"who\",\"description\":\"who I am\"}]}");
                    }
                }
                case "tools/call" -> {
                    JsonNode given = message.path("params").path("arguments");
                    switch (message.path("params").path("name").asText()) {
                        case "math.add" -> text(message, "adding", String.valueOf(given.path("a").asInt() + given.path("b").asInt()));
                        case "who" -> text(message, ProcessHandle.current().pid() + " " + System.getenv("TOOL_KEY") + " " + String.join(",", arguments));
                        case "alive" -> text(message, String.valueOf(alive));
                        case "bad" -> result(message, "{\"isError\":true,\"content\":[{\"type\":\"text\",\"text\":\"out of order\"}]}");
                        case "die" -> {
                            System.err.println("burnt out");
                            System.exit(3);
                        }
                        default -> { }
                    }
                }
                default -> { }
            }
        }
    }

    private static void text(JsonNode asked, String... parts) throws IOException {
        ObjectNode result = JSON.createObjectNode();
        for (String part : parts) {
            result.withArray("content").addObject().put("type", "text").put("text", part);
        }
        result(asked, result.toString());
    }

    private static void result(JsonNode asked, String result) {
        OUT.println("{\"jsonrpc\":\"2.0\",\"id\":" + asked.path("id") + ",\"result\":" + result + "}");
    }

    private static void error(JsonNode asked, String words) {
        OUT.println("{\"jsonrpc\":\"2.0\",\"id\":" + asked.path("id") + ",\"error\":{\"code\":-32002,\"message\":\"" + words + "\"}}");
    }
}
