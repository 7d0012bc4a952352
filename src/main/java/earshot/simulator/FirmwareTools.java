package earshot.simulator;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The MCP server of a device: initialise, list in pages of at most 8000 bytes, call. Where the firmware sends no answer, this sends none.
/// Used by one thread. Source: xiaozhi-protocol section 5.
final class FirmwareTools {
    /// The largest `tools/list` result.
    static final int PAGE_BYTES = 8000;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final List<ObjectNode> tools = new ArrayList<>();
    private int volume = 70;

    /// @param padding number of extra tools without a use, to fill pages as a board with many sensors does
    FirmwareTools(int padding) {
        tools.add(tool("self.get_device_status",
            "Provides the real-time information of the device, including the current status of the audio speaker, screen, battery, network, etc.\n"
                + "Use this tool for: \n1. Answering questions about current condition (e.g. what is the current volume of the audio speaker?)\n"
                + "2. As the first step to control the device (e.g. turn up / down the volume of the audio speaker, etc.)",
            JSON.objectNode()));
        ObjectNode volumeArgument = JSON.objectNode();
        volumeArgument.putObject("volume").put("type", "integer").put("minimum", 0).put("maximum", 100);
        tools.add(tool("self.audio_speaker.set_volume",
            "Set the volume of the audio speaker. If the current volume is unknown, you must call `self.get_device_status` tool first and then call this tool.",
            volumeArgument));
        for (int i = 1; i <= padding; i++) {
            tools.add(tool("self.sensor_%02d.read".formatted(i), "Reads sensor %d. ".formatted(i).repeat(20).strip(), JSON.objectNode()));
        }
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
            case "initialize" -> answer.set("result", initialised());
            case "tools/list" -> list(params.path("cursor").asText("")).ifPresentOrElse(
                page -> answer.set("result", page),
                () -> answer.set("error", error("Failed to add tool " + params.path("cursor").asText("") + " because of payload size limit")));
            case "tools/call" -> call(answer, params);
            default -> answer.set("error", error("Method not implemented: " + method));
        }
        return Optional.of(answer);
    }

    private static ObjectNode initialised() {
        ObjectNode result = JSON.objectNode().put("protocolVersion", "2024-11-05");
        result.putObject("capabilities").putObject("tools");
        result.putObject("serverInfo").put("name", "earshot-test-device").put("version", "2.4.2");
        return result;
    }

    private Optional<ObjectNode> list(String cursor) {
        int from = 0;
        while (!cursor.isEmpty() && from < tools.size() && !tools.get(from).path("name").asText().equals(cursor)) {
            from++;
        }
        if (from == tools.size()) {
            return Optional.empty();
        }
        ObjectNode page = JSON.objectNode();
        ArrayNode listed = page.putArray("tools");
        for (ObjectNode tool : tools.subList(from, tools.size())) {
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
        switch (name) {
            case "self.get_device_status" -> answer.set("result", text(status()));
            case "self.audio_speaker.set_volume" -> {
                JsonNode level = params.path("arguments").path("volume");
                if (!level.isNumber()) {
                    answer.set("error", error("Missing valid argument: volume"));
                } else if (level.asInt() < 0 || level.asInt() > 100) {
                    answer.set("error", error("Value is " + (level.asInt() < 0 ? "below minimum allowed: 0" : "above maximum allowed: 100")));
                } else {
                    volume = level.asInt();
                    answer.set("result", text("true"));
                }
            }
            default -> {
                boolean known = tools.stream().anyMatch(tool -> tool.path("name").asText().equals(name));
                answer.set(known ? "result" : "error", known ? text("21") : error("Unknown tool: " + name));
            }
        }
    }

    private String status() {
        ObjectNode status = JSON.objectNode();
        status.putObject("audio_speaker").put("volume", volume);
        status.putObject("screen").put("brightness", 75).put("theme", "light");
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
            properties.fieldNames().forEachRemaining(schema.withArray("required")::add);
        }
        return tool;
    }

    private static int bytes(JsonNode node) {
        return node.toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
