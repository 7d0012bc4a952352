package earshot.wire;

import com.fasterxml.jackson.databind.JsonNode;

/// Summarizes a JSON-RPC payload in one line.
final class JsonRpcSummary {
    private JsonRpcSummary() {}

    static String summary(JsonNode payload) {
        String id = payload.has("id") ? " #" + payload.path("id").asText() : "";
        if (payload.has("method")) {
            JsonNode name = payload.path("params").path("name");
            return payload.path("method").asText() + (name.isTextual() ? " " + name.textValue() : "") + id;
        }
        return (payload.has("error") ? "error" : "result") + id;
    }
}
