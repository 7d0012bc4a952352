package earshot.replay;

import static earshot.data.JsonMappers.strictTree;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import earshot.data.LetterCase;

/// What is another one in every run and says nothing about it: the values of ids, times, addresses and tokens. Such a value may be any other, but not be
/// missing. Pure functions.
public final class VolatileFields {
    private static final TextNode ANY = TextNode.valueOf("…");
    private static final Set<String> KEYS = Set.of("id", "uuid", "time", "timestamp", "ts", "date", "at", "url", "address", "token", "clientinfo",
        "timezone_offset");
    private static final List<String> ENDINGS = List.of("_id", "_ids", "_time", "_at", "_ts", "_ms", "_url", "_token");

    private VolatileFields() {}

    /// The text as JSON with `…` for every such value; a text that is not JSON as it is.
    public static JsonNode without(String text) {
        JsonNode json = strictTree(text);
        return json.isMissingNode() ? TextNode.valueOf(text.strip()) : replaced(json);
    }

    private static JsonNode replaced(JsonNode node) {
        switch (node) {
            case ObjectNode object -> {
                ObjectNode out = object.objectNode();
                object.properties()
                    .forEach(field -> out.set(field.getKey(), isVolatile(field.getKey()) && !field.getValue().isNull() ? ANY : replaced(field.getValue())));
                return out;
            }
            case ArrayNode array -> {
                ArrayNode out = array.arrayNode();
                array.forEach(item -> out.add(replaced(item)));
                return out;
            }
            default -> {
                return node;
            }
        }
    }

    private static boolean isVolatile(String key) {
        String lower = LetterCase.lower(key);
        return KEYS.contains(lower) || ENDINGS.stream().anyMatch(lower::endsWith) || key.endsWith("Id") || key.endsWith("At");
    }
}
