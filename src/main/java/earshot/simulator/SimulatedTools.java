package earshot.simulator;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The MCP server of a device: initialize, list in pages of at most 8000 bytes, call. Where the firmware sends no answer, this sends none.
/// Used by one thread. Source: xiaozhi-protocol section 5, and the firmware's `mcp_server.cc`.
final class SimulatedTools {
    /// The largest `tools/list` result.
    static final int PAGE_BYTES = 8000;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /// What tools do beside answering. It may block, as in the firmware.
    interface Board {
        /// The size of the screen, pixels.
        int WIDTH = 320;
        int HEIGHT = 240;

        /// Soon, so that the answer still gets out.
        void reboot();

        /// @param quality of the JPEG, 1 to 100
        /// @throws IOException with the firmware's words
        void uploadScreen(String url, int quality) throws IOException;

        /// Soon, as [#reboot].
        void upgrade(String url);
    }

    private final List<ObjectNode> tools = new ArrayList<>();
    private final Board board;
    private int volume = 70;
    private int brightness = 75;
    private String theme = "light";

    /// @param padding number of extra tools without a use, to fill pages as a board with many sensors does
    SimulatedTools(int padding, Board board) {
        this.board = board;
        tools.add(tool("self.get_device_status",
            "Provides the real-time information of the device, including the current status of the audio speaker, screen, battery, network, etc.\n"
                + "Use this tool for: \n1. Answering questions about current condition (e.g. what is the current volume of the audio speaker?)\n"
                + "2. As the first step to control the device (e.g. turn up / down the volume of the audio speaker, etc.)",
            JSON.objectNode()));
        tools.add(tool("self.audio_speaker.set_volume",
            "Set the volume of the audio speaker. If the current volume is unknown, you must call `self.get_device_status` tool first and then call this tool.",
            percent("volume")));
        tools.add(tool("self.screen.set_brightness", "Set the brightness of the screen.", percent("brightness")));
        tools.add(tool("self.screen.set_theme", "Set the theme of the screen. The theme can be `light` or `dark`.", text("theme", "")));
        for (int i = 1; i <= padding; i++) {
            tools.add(tool("self.sensor_%02d.read".formatted(i), "Reads sensor %d. ".formatted(i).repeat(20).strip(), JSON.objectNode()));
        }
        addUserTools();
    }

    private void addUserTools() {
        ObjectNode snapshot = text("url", "");
        snapshot.putObject("quality").put("type", "integer").put("default", 80).put("minimum", 1).put("maximum", 100);
        Stream.of(
            tool("self.get_system_info", "Get the system information", JSON.objectNode()),
            tool("self.reboot", "Reboot the system", JSON.objectNode()),
            tool("self.upgrade_firmware", "Upgrade firmware from a specific URL. This will download and install the firmware, then reboot the device.",
                text("url", "The URL of the firmware binary file to download and install")),
            tool("self.screen.get_info", "Information about the screen, including width, height, etc.", JSON.objectNode()),
            tool("self.screen.snapshot", "Snapshot the screen and upload it to a specific URL", snapshot)
        ).forEach(tool -> {
            tool.putObject("annotations").putArray("audience").add("user");
            tools.add(tool);
        });
    }

    int volume() {
        return volume;
    }

    /// The answer to a JSON-RPC message; empty where the firmware sends none.
    Optional<ObjectNode> answer(JsonNode request) {
        String method = request.path("method").asText("");
        if (!request.path("jsonrpc").asText("").equals("2.0") || method.isEmpty() || method.startsWith("notifications") || !request.path("id").isNumber()) {
            return Optional.empty();
        }
        JsonNode params = request.path("params");
        ObjectNode answer = JSON.objectNode().put("jsonrpc", "2.0");
        answer.set("id", request.get("id"));
        switch (method) {
            case "initialize" -> answer.set("result", initialized());
            case "tools/list" -> list(params.path("cursor").asText(""), params.path("withUserTools").asBoolean(false)).ifPresentOrElse(
                page -> answer.set("result", page),
                () -> answer.set("error", error("Failed to add tool " + params.path("cursor").asText("") + " because of payload size limit")));
            case "tools/call" -> call(answer, params);
            default -> answer.set("error", error("Method not implemented: " + method));
        }
        return Optional.of(answer);
    }

    private static ObjectNode initialized() {
        ObjectNode result = JSON.objectNode().put("protocolVersion", "2024-11-05");
        result.putObject("capabilities").putObject("tools");
        result.putObject("serverInfo").put("name", "earshot-test-device").put("version", "2.4.2");
        return result;
    }

    private Optional<ObjectNode> list(String cursor, boolean withUserTools) {
        List<ObjectNode> offered = tools.stream().filter(tool -> withUserTools || !tool.has("annotations")).toList();
        int from = 0;
        while (!cursor.isEmpty() && from < offered.size() && !offered.get(from).path("name").asText().equals(cursor)) {
            from++;
        }
        if (from == offered.size()) {
            return Optional.empty();
        }
        ObjectNode page = JSON.objectNode();
        ArrayNode listed = page.putArray("tools");
        for (ObjectNode tool : offered.subList(from, offered.size())) {
            String name = tool.path("name").asText();
            listed.add(tool);
            page.put("nextCursor", name);
            if (bytes(page) > PAGE_BYTES) {
                listed.remove(listed.size() - 1);
                return Optional.of(page);
            }
        }
        page.remove("nextCursor");
        return Optional.of(page);
    }

    private void call(ObjectNode answer, JsonNode params) {
        String name = params.path("name").asText("");
        JsonNode schema = tools.stream().filter(tool -> tool.path("name").asText().equals(name)).findFirst().map(tool -> tool.path("inputSchema"))
            .orElse(JSON.missingNode());
        Optional<String> wrong = schema.isMissingNode() ? Optional.of("Unknown tool: " + name) : wrong(schema, params.path("arguments"));
        if (wrong.isPresent()) {
            answer.set("error", error(wrong.get()));
            return;
        }
        try {
            answer.set("result", text(run(name, params.path("arguments"))));
        } catch (IOException e) {
            answer.set("error", error(e.getMessage()));
        }
    }

    /// What the firmware says of arguments that it does not take.
    private static Optional<String> wrong(JsonNode schema, JsonNode arguments) {
        for (Map.Entry<String, JsonNode> entry : schema.path("properties").properties()) {
            JsonNode value = arguments.path(entry.getKey());
            JsonNode wanted = entry.getValue();
            boolean whole = wanted.path("type").asText().equals("integer");
            if (!(whole ? value.isNumber() : value.isTextual())) {
                if (!wanted.has("default")) {
                    return Optional.of("Missing valid argument: " + entry.getKey());
                }
            } else if (whole && value.asInt() < wanted.path("minimum").asInt()) {
                return Optional.of("Value is below minimum allowed: " + wanted.path("minimum"));
            } else if (whole && value.asInt() > wanted.path("maximum").asInt()) {
                return Optional.of("Value is above maximum allowed: " + wanted.path("maximum"));
            }
        }
        return Optional.empty();
    }

    private String run(String name, JsonNode arguments) throws IOException {
        switch (name) {
            case "self.get_device_status" -> {
                return status();
            }
            case "self.audio_speaker.set_volume" -> volume = arguments.path("volume").asInt();
            case "self.screen.set_brightness" -> brightness = arguments.path("brightness").asInt();
            case "self.screen.set_theme" -> {
                boolean known = Set.of("light", "dark").contains(arguments.path("theme").asText());
                theme = known ? arguments.path("theme").asText() : theme;
                return Boolean.toString(known);
            }
            case "self.get_system_info" -> {
                return JSON.objectNode().put("board", "earshot-test-device").put("flash_size", 16_777_216).toString();
            }
            case "self.screen.get_info" -> {
                return JSON.objectNode().put("width", Board.WIDTH).put("height", Board.HEIGHT).put("monochrome", false).toString();
            }
            case "self.screen.snapshot" -> board.uploadScreen(arguments.path("url").asText(), arguments.path("quality").asInt(80));
            case "self.upgrade_firmware" -> board.upgrade(arguments.path("url").asText());
            case "self.reboot" -> board.reboot();
            default -> {
                return "21";
            }
        }
        return "true";
    }

    private String status() {
        ObjectNode status = JSON.objectNode();
        status.putObject("audio_speaker").put("volume", volume);
        status.putObject("screen").put("brightness", brightness).put("theme", theme);
        status.putObject("battery").put("level", 88).put("charging", false);
        status.putObject("network").put("type", "wifi").put("ssid", "test").put("signal", "strong");
        status.putObject("chip").put("temperature", 41);
        return status.toString();
    }

    private static ObjectNode text(String text) {
        ObjectNode result = JSON.objectNode();
        result.putArray("content").addObject().put("type", "text").put("text", text);
        return result.put("isError", false);
    }

    /// The firmware sends no `code`.
    private static ObjectNode error(String message) {
        return JSON.objectNode().put("message", message);
    }

    private static ObjectNode tool(String name, String description, ObjectNode properties) {
        ObjectNode tool = JSON.objectNode().put("name", name).put("description", description);
        ObjectNode schema = tool.putObject("inputSchema").put("type", "object");
        schema.set("properties", properties);
        if (!properties.isEmpty()) {
            properties.properties().stream().filter(property -> !property.getValue().has("default"))
                .forEach(property -> schema.withArray("required").add(property.getKey()));
        }
        return tool;
    }

    private static ObjectNode percent(String name) {
        ObjectNode properties = JSON.objectNode();
        properties.putObject(name).put("type", "integer").put("minimum", 0).put("maximum", 100);
        return properties;
    }

    private static ObjectNode text(String name, String description) {
        ObjectNode properties = JSON.objectNode();
        ObjectNode schema = properties.putObject(name).put("type", "string");
        if (!description.isEmpty()) {
            schema.put("description", description);
        }
        return properties;
    }

    private static int bytes(JsonNode node) {
        return node.toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
