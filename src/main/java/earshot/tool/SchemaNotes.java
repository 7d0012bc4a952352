package earshot.tool;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Tells in words what a schema demands in ways that not all models accept.
final class SchemaNotes {
    private static final int MAX_VALUES = 30;
    private static final int MAX_CHARS = 200;

    private SchemaNotes() {}

    static List<String> of(ObjectNode schema, String type) {
        List<String> notes = new ArrayList<>();
        List<JsonNode> values = SchemaReader.values(schema);
        boolean listed = type.equals("string") && values.size() <= ToolSchema.MAX_VALUES;
        List<String> told = values.stream().filter(value -> !value.isNull() && !(listed && value.isTextual())).limit(MAX_VALUES).map(JsonNode::toString)
            .toList();
        if (!told.isEmpty()) {
            notes.add(values.size() == 1 ? "always " + told.getFirst() : "one of " + String.join(", ", told) + (values.size() > MAX_VALUES ? ", …" : ""));
        }
        for (String key : List.of("format", "pattern", "default", "multipleOf")) {
            JsonNode value = schema.path(key);
            if (value.isValueNode() && !value.isNull() && !value.isMissingNode() && value.asText().length() <= MAX_CHARS && !isWidth(key, value)) {
                notes.add(key + ": " + value.asText());
            }
        }
        if (schema.path("exclusiveMinimum").isNumber()) {
            notes.add("more than " + schema.path("exclusiveMinimum").asText());
        }
        if (schema.path("exclusiveMaximum").isNumber()) {
            notes.add("less than " + schema.path("exclusiveMaximum").asText());
        }
        if (type.equals("object") && schema.path("properties").isEmpty() && schema.path("additionalProperties").isObject()) {
            notes.add("any keys");
        }
        return notes;
    }

    /// Formats such as `int32` and `double` say nothing to a model.
    private static boolean isWidth(String key, JsonNode value) {
        return key.equals("format") && value.asText().matches("u?int\\d*|float|double|decimal");
    }
}
