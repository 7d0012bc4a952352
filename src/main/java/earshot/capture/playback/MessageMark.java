package earshot.capture.playback;

import static earshot.data.JsonMappers.JSON;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/// What a message is, by its `type` and `state`; both blank for what is not a message.
record MessageMark(String type, String state) {
    static MessageMark of(String json) {
        return of(tree(json));
    }

    static MessageMark of(JsonNode message) {
        return new MessageMark(message.path("type").asText(""), message.path("state").asText(""));
    }

    static JsonNode tree(String json) {
        try {
            JsonNode tree = JSON.readTree(json);
            return tree == null ? MissingNode.getInstance() : tree;
        } catch (JsonProcessingException | RuntimeException _) {
            return MissingNode.getInstance();
        }
    }
}
