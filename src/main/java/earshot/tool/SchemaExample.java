package earshot.tool;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/// A value that a schema allows, which shows its form to a person. Used by one thread.
record SchemaExample(SchemaReader reader) {
    private static final int MAX_DEPTH = 4;
    private static final int MAX_PARTS = 12;
    private static final int MAX_CHARS = 300;

    /// As JSON; blank where there is nothing to show, or too much.
    String of(JsonNode written) {
        JsonNode value = value(written, 0);
        String example = value.toString();
        return value.isEmpty() || example.length() > MAX_CHARS ? "" : example;
    }

    private JsonNode value(JsonNode written, int depth) {
        ObjectNode schema = reader.read(written);
        List<ObjectNode> choices = depth < MAX_DEPTH ? reader.choices(schema) : List.of();
        if (choices.size() > 1) {
            return value(choices.getFirst(), depth + 1);
        }
        if (schema.hasNonNull("default")) {
            return schema.path("default");
        }
        Optional<JsonNode> allowed = SchemaReader.values(schema).stream().findFirst();
        return allowed.orElseGet(() -> switch (SchemaReader.type(schema)) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema.path("items"), depth);
            case "integer", "number" -> schema.path("minimum").isNumber() ? schema.path("minimum") : IntNode.valueOf(0);
            case "boolean" -> BooleanNode.FALSE;
            default -> TextNode.valueOf("…");
        });
    }

    private JsonNode object(ObjectNode schema, int depth) {
        ObjectNode object = JSON.createObjectNode();
        if (depth < MAX_DEPTH) {
            schema.path("properties").propertyStream().limit(MAX_PARTS).forEach(part -> object.set(part.getKey(), value(part.getValue(), depth + 1)));
        }
        return object;
    }

    private JsonNode array(JsonNode items, int depth) {
        ArrayNode array = JSON.createArrayNode();
        return items.isMissingNode() || depth >= MAX_DEPTH ? array : array.add(value(items, depth + 1));
    }
}
