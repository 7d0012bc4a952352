package earshot.coding;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.wire.OutboundMessage;

/// Reads and writes the `coding` messages. Source: badge-protocol section 2.17.
final class CodingMessageCodec {
    private static final String TYPE = "coding";
    private static final Map<String, CodingMessage.Level> LEVELS = Map.of("info", CodingMessage.Level.INFO, "warn", CodingMessage.Level.WARN, "error",
        CodingMessage.Level.ERROR);

    private CodingMessageCodec() {}

    static CodingMessage read(ObjectNode body) {
        return switch (body.path("event").asText()) {
            case "start" -> new CodingMessage.Start();
            case "stop" -> new CodingMessage.Stop();
            case "clear" -> new CodingMessage.Clear();
            case "phase" -> filled(body.path("name")).<CodingMessage>map(CodingMessage.Phase::new)
                .orElseGet(() -> new CodingMessage.Invalid("a phase needs a name"));
            case "step" -> filled(body.path("name")).<CodingMessage>map(CodingMessage.Step::new)
                .orElseGet(() -> new CodingMessage.Invalid("a step needs a name"));
            case "log" -> log(body);
            default -> new CodingMessage.Invalid("event must be start, stop, clear, phase, step or log");
        };
    }

    private static CodingMessage log(ObjectNode body) {
        Optional<CodingMessage.Level> level = Optional.ofNullable(LEVELS.get(body.path("level").asText()));
        Optional<String> text = filled(body.path("text"));
        if (level.isEmpty()) {
            return new CodingMessage.Invalid("level must be info, warn or error");
        }
        return text.<CodingMessage>map(line -> new CodingMessage.Log(level.get(), line)).orElseGet(() -> new CodingMessage.Invalid("a log needs a text"));
    }

    private static Optional<String> filled(JsonNode node) {
        return Optional.of(node).filter(JsonNode::isTextual).map(JsonNode::textValue).filter(text -> !text.isBlank());
    }

    /// The receipt of a message; it repeats nothing of its content.
    static OutboundMessage receipt(CodingMessage message) {
        ObjectNode body = JSON.createObjectNode().put("type", TYPE);
        return new OutboundMessage.Family(switch (message) {
            case CodingMessage.Start _ -> ok(body, "start");
            case CodingMessage.Stop _ -> ok(body, "stop");
            case CodingMessage.Clear _ -> ok(body, "clear");
            case CodingMessage.Phase _ -> ok(body, "phase");
            case CodingMessage.Step _ -> ok(body, "step");
            case CodingMessage.Log _ -> ok(body, "log");
            case CodingMessage.Invalid invalid -> body.put("status", "error").put("code", "SCHEMA_INVALID").put("message", invalid.reason());
        });
    }

    private static ObjectNode ok(ObjectNode body, String event) {
        return body.put("status", "ok").put("event", event);
    }

    static OutboundMessage cleared(String hint) {
        return new OutboundMessage.Family(JSON.createObjectNode().put("type", TYPE).put("event", "clear").put("text", hint));
    }

    /// @param last whether it is the summary
    /// @param from the sender, by the name that the receiver may know
    static OutboundMessage insight(Insight insight, boolean last, String phase, String from) {
        ObjectNode body = JSON.createObjectNode().put("type", TYPE).put("event", last ? "summary" : "insight").put("phase", phase);
        body.setAll(insight.json());
        return new OutboundMessage.Family(body.put("from", from));
    }
}
