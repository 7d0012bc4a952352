package earshot.simulator;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.time.Time;

/// The screen of a badge, which acknowledges each page that has an id. A device is a badge where the server treats it as one: others get no pages.
/// Source: badge-protocol section 2.15.
record SimulatedDisplay(Time time) {
    /// The fields of the acknowledgement; empty where none is sent.
    Optional<ObjectNode> acknowledgement(JsonNode page) {
        return page.path("id").isTextual()
            ? Optional.of(JSON.createObjectNode().put("status", "ok").put("id", page.path("id").textValue()).put("ts", time.now().toEpochMilli()))
            : Optional.empty();
    }
}
