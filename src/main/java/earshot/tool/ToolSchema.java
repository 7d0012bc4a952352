package earshot.tool;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.data.TextLimit;

/// Completes the JSON schema of a tool's arguments to one that all models accept. At the top stands an object with `properties`; each schema in it
/// has one `type`, an array has `items`, references are inlined, and beyond these stand only `description`, `required`, `enum` of texts, `anyOf`, and
/// bounds of numbers and lengths. What else a schema demands is told in its description, as far as a model can keep to it.
///
/// Sources: JSON Schema drafts 4 to 2020-12; what OpenAI, Gemini, Claude, Kimi and llama.cpp refuse.
final class ToolSchema {
    /// Characters of a completed schema.
    static final int MAX_CHARS = 16_000;
    private static final int MAX_NODES = 600;
    private static final int MAX_PROPERTIES = 128;
    /// Of a list of texts; those of a longer one are named in part.
    static final int MAX_VALUES = 200;
    /// From the fullest to the shortest; the first one whose result is not too large is taken.
    private static final List<Detail> DETAILS = List.of(new Detail(8, 1_000), new Detail(5, 200), new Detail(3, 60), new Detail(1, 0));

    /// @param depth of nested schemas
    /// @param descriptionChars of one description
    private record Detail(int depth, int descriptionChars) {}

    private final SchemaReader reader;
    private final Detail detail;
    private int nodes;

    private ToolSchema(JsonNode written, Detail detail) {
        reader = new SchemaReader(written);
        this.detail = detail;
    }

    /// @param written the schema of a server, which may be anything
    static ObjectNode complete(JsonNode written) {
        for (Detail detail : DETAILS) {
            ObjectNode complete = new ToolSchema(written, detail).top(written);
            if (complete.toString().length() <= MAX_CHARS) {
                return complete;
            }
        }
        ObjectNode empty = JSON.createObjectNode().put("type", "object");
        empty.putObject("properties");
        return empty;
    }

    private ObjectNode top(JsonNode written) {
        ObjectNode out = JSON.createObjectNode().put("type", "object");
        addProperties(out, reader.arguments(written), 0);
        return out;
    }

    private ObjectNode convert(JsonNode written, int depth) {
        nodes++;
        ObjectNode schema = reader.read(written);
        List<ObjectNode> choices = reader.choices(schema);
        if (choices.size() > 1 && depth < detail.depth && nodes < MAX_NODES) {
            ObjectNode out = JSON.createObjectNode();
            ArrayNode anyOf = out.putArray("anyOf");
            choices.forEach(choice -> anyOf.add(convert(choice, depth + 1)));
            return described(out, schema, List.of());
        }
        choices.stream().findFirst().ifPresent(first -> SchemaReader.merge(schema, first));
        String type = SchemaReader.type(schema);
        ObjectNode out = JSON.createObjectNode().put("type", type);
        switch (type) {
            case "object" -> addProperties(out, schema, depth);
            case "array" -> addItems(out, schema, depth);
            case "string" -> addText(out, schema);
            default -> addNumber(out, schema);
        }
        return described(out, schema, SchemaNotes.of(schema, type));
    }

    private ObjectNode described(ObjectNode out, ObjectNode schema, List<String> notes) {
        String written = schema.path("description").isTextual() ? schema.path("description").textValue() : schema.path("title").asText("");
        String all = notes.isEmpty() ? written : (written + " (" + String.join("; ", notes) + ")").strip();
        if (!all.isBlank() && detail.descriptionChars > 0) {
            out.put("description", TextLimit.cut(all, detail.descriptionChars));
        }
        return out;
    }

    /// Drafts 3 and many hand-written schemas mark a property as required within it.
    private void addProperties(ObjectNode out, ObjectNode schema, int depth) {
        ObjectNode properties = out.putObject("properties");
        if (depth >= detail.depth || nodes >= MAX_NODES) {
            return;
        }
        Set<String> required = new LinkedHashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        schema.path("properties").properties().stream().filter(entry -> !entry.getKey().isEmpty()).limit(MAX_PROPERTIES).forEach(entry -> {
            properties.set(entry.getKey(), convert(entry.getValue(), depth + 1));
            if (entry.getValue().path("required").asBoolean(false)) {
                required.add(entry.getKey());
            }
        });
        required.retainAll(properties.propertyStream().map(Map.Entry::getKey).toList());
        if (!required.isEmpty()) {
            required.forEach(out.putArray("required")::add);
        }
    }

    /// A list of schemas, one for each place, becomes the first of them.
    private void addItems(ObjectNode out, ObjectNode schema, int depth) {
        JsonNode items = schema.has("items") && !schema.path("items").isBoolean() ? schema.path("items") : schema.path("prefixItems");
        JsonNode first = items.isArray() ? items.path(0) : items;
        out.set("items", depth >= detail.depth || nodes >= MAX_NODES ? JSON.createObjectNode().put("type", first.isObject() ? scalar(first) : "string")
            : convert(first, depth + 1));
        copyLengths(out, schema, "minItems", "maxItems");
    }

    private String scalar(JsonNode written) {
        String type = SchemaReader.type(reader.read(written));
        return type.equals("object") || type.equals("array") ? "string" : type;
    }

    private static void addText(ObjectNode out, ObjectNode schema) {
        List<String> values = SchemaReader.values(schema).stream().filter(value -> value.isTextual() && !value.textValue().isEmpty()).map(JsonNode::textValue)
            .distinct().toList();
        if (!values.isEmpty() && values.size() <= MAX_VALUES) {
            values.forEach(out.putArray("enum")::add);
        }
        copyLengths(out, schema, "minLength", "maxLength");
    }

    private static void addNumber(ObjectNode out, ObjectNode schema) {
        for (String bound : List.of("minimum", "maximum")) {
            if (schema.path(bound).isNumber() && !out.path("type").asText().equals("boolean")) {
                out.set(bound, schema.path(bound));
            }
        }
    }

    private static void copyLengths(ObjectNode out, ObjectNode schema, String... keys) {
        for (String key : keys) {
            if (schema.path(key).isIntegralNumber() && schema.path(key).canConvertToInt() && schema.path(key).intValue() >= 0) {
                out.put(key, schema.path(key).intValue());
            }
        }
    }
}
