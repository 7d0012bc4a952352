package earshot.playback;

import static earshot.data.JsonMappers.tree;

import com.fasterxml.jackson.databind.JsonNode;

/// What a message is, by its `type` and `state`; both blank for what is not a message.
record MessageMark(String type, String state) {
    static MessageMark of(String json) {
        return of(tree(json));
    }

    static MessageMark of(JsonNode message) {
        return new MessageMark(message.path("type").asText(""), message.path("state").asText(""));
    }
}
