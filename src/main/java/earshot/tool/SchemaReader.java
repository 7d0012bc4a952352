package earshot.tool;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.data.LetterCase;

/// Reads the schemas of one tool as objects: shorthand is written out, references are followed, and what is spread over `allOf` is put together.
/// Used by one thread.
final class SchemaReader {
    /// References and combinations followed in all; a schema that refers to itself has no end.
    private static final int MAX_STEPS = 5_000;
    private static final int MAX_DEPTH = 16;
    private static final Map<String, String> TYPES = Map.ofEntries(Map.entry("string", "string"), Map.entry("str", "string"), Map.entry("text", "string"),
        Map.entry("number", "number"),
        Map.entry("float", "number"), Map.entry("double", "number"), Map.entry("integer", "integer"), Map.entry("int", "integer"), Map.entry("long", "integer"),
        Map.entry("boolean", "boolean"),
        Map.entry("bool", "boolean"), Map.entry("object", "object"), Map.entry("dict", "object"), Map.entry("map", "object"), Map.entry("array", "array"),
        Map.entry("list", "array"));
    private static final List<String> CHOICES = List.of("anyOf", "oneOf");
    private static final int MAX_CHOICES = 8;
    /// Keys of schemas whose value is an object.
    private static final Set<String> KEYWORDS = Set.of("properties", "definitions", "items", "additionalProperties", "patternProperties", "propertyNames",
        "not", "if", "then", "else",
        "dependencies", "dependentSchemas", "dependentRequired");

    private final JsonNode root;
    private int steps;

    SchemaReader(JsonNode root) {
        this.root = root;
    }

    /// The schema of all arguments, an object. Some servers write the properties alone.
    ObjectNode arguments(JsonNode written) {
        ObjectNode schema = read(written);
        unite(schema, 0);
        boolean bare = !schema.isEmpty() && schema.properties().stream()
            .allMatch(entry -> entry.getValue().isObject() && !entry.getKey().startsWith("$") && !KEYWORDS.contains(entry.getKey()));
        return bare ? JSON.createObjectNode().set("properties", schema) : schema;
    }

    /// Puts the objects between which an object may choose together: it has the properties of all, and needs what all of them need.
    private void unite(ObjectNode schema, int depth) {
        for (String key : CHOICES) {
            JsonNode choices = schema.remove(key);
            if (choices == null || depth > MAX_DEPTH) {
                continue;
            }
            Set<String> common = new LinkedHashSet<>();
            for (int i = 0; i < Math.min(choices.size(), MAX_CHOICES); i++) {
                ObjectNode choice = read(choices.path(i));
                unite(choice, depth + 1);
                Set<String> required = texts(choice.path("required"));
                common = i == 0 ? required : common;
                common.retainAll(required);
                choice.retain("properties");
                merge(schema, choice);
            }
            ObjectNode both = JSON.createObjectNode();
            common.forEach(both.putArray("required")::add);
            merge(schema, both);
        }
    }

    /// A schema as an object of its own, without `$ref` and `allOf`. What is not a schema is an empty one.
    ObjectNode read(JsonNode written) {
        return read(written, 0);
    }

    private ObjectNode read(JsonNode written, int depth) {
        ObjectNode schema = JSON.createObjectNode();
        if (written.isTextual()) {
            return schema.put(TYPES.containsKey(LetterCase.lower(written.textValue())) ? "type" : "description", written.textValue());
        }
        if (!(written instanceof ObjectNode given) || steps > MAX_STEPS || depth > MAX_DEPTH) {
            return schema;
        }
        steps += 1 + given.size() / 8;
        schema.setAll(given);
        JsonNode ref = schema.remove("$ref");
        if (ref != null && ref.isTextual()) {
            merge(schema, read(target(ref.textValue()), depth + 1));
        }
        JsonNode parts = schema.remove("allOf");
        if (parts != null) {
            parts.forEach(part -> merge(schema, read(part, depth + 1)));
        }
        return schema;
    }

    /// The schemas between which a value may choose, where there are several; a single one is put into `schema`. Null is no choice: what may
    /// be null need not be given.
    List<ObjectNode> choices(ObjectNode schema) {
        if (schema.has("properties")) {
            unite(schema, 0);
        }
        for (int depth = 0; depth < MAX_DEPTH; depth++) {
            List<ObjectNode> choices = CHOICES.stream().map(schema::remove).filter(Objects::nonNull).flatMap(JsonNode::valueStream).limit(MAX_CHOICES)
                .map(this::read)
                .filter(choice -> !choice.path("type").asText().equals("null") && !(choice.has("const") && choice.path("const").isNull())).distinct().toList();
            if (choices.size() > 1) {
                return choices.stream().allMatch(choice -> type(choice).equals("string")) ? oneText(schema, choices) : choices;
            }
            choices.forEach(only -> merge(schema, only));
        }
        return List.of();
    }

    /// Texts of several kinds are one text; where each kind is a list of values, it is one of all.
    private static List<ObjectNode> oneText(ObjectNode schema, List<ObjectNode> choices) {
        ObjectNode text = JSON.createObjectNode().put("type", "string");
        if (choices.stream().noneMatch(choice -> values(choice).isEmpty())) {
            choices.stream().map(SchemaReader::values).flatMap(List::stream).forEach(text.withArrayProperty("enum")::add);
        }
        merge(schema, text);
        return List.of();
    }

    /// One of the seven types but `null`: the written one, the first of a list, or else what the other keys are about.
    static String type(ObjectNode schema) {
        JsonNode written = schema.path("type");
        Stream<String> names = written.isArray() ? texts(written).stream() : Stream.of(written.asText(""));
        return names.map(name -> TYPES.get(LetterCase.lower(name))).filter(Objects::nonNull).findFirst().orElseGet(() -> inferred(schema));
    }

    private static String inferred(ObjectNode schema) {
        if (schema.has("properties") || schema.has("additionalProperties") || schema.has("patternProperties")) {
            return "object";
        }
        if (schema.has("items") || schema.has("prefixItems")) {
            return "array";
        }
        List<JsonNode> values = values(schema);
        if (!values.isEmpty()) {
            return of(values, JsonNode::isBoolean) ? "boolean" : of(values, JsonNode::isIntegralNumber) ? "integer"
                : of(values, JsonNode::isNumber) ? "number"
                : "string";
        }
        return schema.has("minimum") || schema.has("maximum") || schema.has("multipleOf") ? "number" : "string";
    }

    private static boolean of(List<JsonNode> values, Predicate<JsonNode> kind) {
        return values.stream().filter(value -> !value.isNull()).allMatch(kind) && !values.stream().allMatch(JsonNode::isNull);
    }

    /// The only values that are allowed; empty where there is no such list.
    static List<JsonNode> values(ObjectNode schema) {
        return schema.has("const") ? List.of(schema.path("const")) : schema.path("enum").valueStream().toList();
    }

    /// Adds what is missing; properties and required names are united.
    static void merge(ObjectNode into, ObjectNode from) {
        from.properties().forEach(entry -> {
            String key = entry.getKey();
            JsonNode known = into.path(key);
            if (key.equals("properties") && known.isObject()) {
                ObjectNode both = JSON.createObjectNode();
                both.setAll((ObjectNode) known);
                both.setAll(missing(known, entry.getValue()));
                into.set(key, both);
            } else if (key.equals("required") && known.isArray()) {
                Set<String> both = texts(known);
                both.addAll(texts(entry.getValue()));
                both.forEach(into.putArray(key)::add);
            } else if (known.isMissingNode()) {
                into.set(key, entry.getValue());
            }
        });
    }

    private static ObjectNode missing(JsonNode known, JsonNode more) {
        ObjectNode missing = JSON.createObjectNode();
        more.properties().stream().filter(entry -> !known.has(entry.getKey())).forEach(entry -> missing.set(entry.getKey(), entry.getValue()));
        return missing;
    }

    private static Set<String> texts(JsonNode list) {
        return list.valueStream().filter(JsonNode::isTextual).map(JsonNode::textValue).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// What a reference within the same document leads to. Others are not fetched.
    private JsonNode target(String ref) {
        String fragment = ref.substring(ref.indexOf('#') + 1);
        if (fragment.isEmpty()) {
            return root;
        }
        try {
            JsonNode found = fragment.startsWith("/") ? root.at(JsonPointer.compile(URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8)))
                : JSON.missingNode();
            return found.isMissingNode() ? byName(fragment.substring(fragment.lastIndexOf('/') + 1)) : found;
        } catch (IllegalArgumentException _) {
            return JSON.missingNode();
        }
    }

    private JsonNode byName(String name) {
        return Stream.of("$defs", "definitions").flatMap(key -> root.path(key).properties().stream())
            .filter(entry -> entry.getKey().equals(name) || entry.getValue().path("$anchor").asText().equals(name)
                || entry.getValue().path("$id").asText().endsWith(name))
            .<JsonNode>map(Map.Entry::getValue).findFirst().orElse(JSON.missingNode());
    }
}
