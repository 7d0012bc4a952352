package earshot.tool;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import earshot.data.LetterCase;

/// The arguments of a tool between a model and the tool's source. Claude refuses a schema with an argument whose name is not made of the letters
/// `A-Z a-z`, digits, `_`, `.` and `-`: such a name is offered as another one, and the description gives its own name. On the way back it is the own name
/// again, and a value has the type that the schema names where a model wrote it in another form, as small ones do.
final class ToolArguments {
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final Pattern KEY = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\":");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(?:\\.\\d{1,15})?");
    private static final int MAX_CHARS = 60;
    private static final Set<String> WRAPPERS = Set.of("arguments", "args", "parameters", "params", "input", "kwargs");
    /// What an argument is called whose own name has no letter that can be written so.
    private static final String NAMELESS = "argument";

    private ToolArguments() {}

    /// The schema as models are offered it.
    ///
    /// @param schema in the form of [ToolSchema], as compact text
    static String offered(String schema) {
        if (KEY.matcher(schema).results().allMatch(key -> SAFE.matcher(key.group(1)).matches())) {
            return schema;
        }
        JsonNode tree = read(schema);
        rename(tree);
        return tree.toString();
    }

    /// The arguments as the tool's source knows them.
    ///
    /// @param schema as for [#offered]
    static JsonNode own(JsonNode arguments, String schema) {
        JsonNode tree = read(schema);
        return fitted(unwrapped(arguments, tree.path("properties")), tree);
    }

    /// Small models put the object into a member once more.
    private static JsonNode unwrapped(JsonNode arguments, JsonNode properties) {
        if (arguments.size() != 1 || properties.isEmpty()) {
            return arguments;
        }
        Map.Entry<String, JsonNode> only = arguments.properties().iterator().next();
        return WRAPPERS.contains(only.getKey()) && !properties.has(only.getKey()) && only.getValue().isObject() ? only.getValue() : arguments;
    }

    private static JsonNode read(String schema) {
        try {
            return JSON.readTree(schema);
        } catch (JsonProcessingException _) {
            return JSON.createObjectNode();
        }
    }

    private static void rename(JsonNode schema) {
        if (schema.path("properties") instanceof ObjectNode properties) {
            Map<String, String> names = names(properties);
            ObjectNode renamed = JSON.createObjectNode();
            properties.properties()
                .forEach(property -> renamed.set(names.get(property.getKey()), told(property.getKey(), names.get(property.getKey()), property.getValue())));
            ((ObjectNode) schema).set("properties", renamed);
            if (schema.path("required") instanceof ArrayNode required) {
                List<String> own = required.valueStream().map(JsonNode::asText).toList();
                required.removeAll();
                own.forEach(name -> required.add(names.getOrDefault(name, name)));
            }
        }
        schema.path("properties").forEach(ToolArguments::rename);
        schema.path("anyOf").forEach(ToolArguments::rename);
        if (schema.has("items")) {
            rename(schema.path("items"));
        }
    }

    private static JsonNode told(String own, String offered, JsonNode schema) {
        if (!own.equals(offered) && schema instanceof ObjectNode described) {
            String description = described.path("description").asText("");
            described.put("description", description.isEmpty() ? own : own + ": " + description);
        }
        return schema;
    }

    /// The offered name of each own one, the same each time.
    private static Map<String, String> names(ObjectNode properties) {
        Map<String, String> names = new LinkedHashMap<>();
        properties.propertyStream().map(Map.Entry::getKey).filter(own -> SAFE.matcher(own).matches()).forEach(own -> names.put(own, own));
        properties.propertyStream().map(Map.Entry::getKey).filter(own -> !names.containsKey(own)).forEach(own -> {
            String written = ToolNames.written(own).orElse(NAMELESS);
            String plain = written.substring(0, Math.min(written.length(), MAX_CHARS));
            Stream<String> numbered = IntStream.iterate(written.equals(NAMELESS) ? 1 : 2, i -> i + 1).mapToObj(i -> plain + "_" + i);
            names.put(own, Stream.concat(Stream.of(plain).filter(_ -> !written.equals(NAMELESS)), numbered).filter(name -> !names.containsValue(name))
                .findFirst().orElseThrow());
        });
        return names;
    }

    private static JsonNode fitted(JsonNode value, JsonNode schema) {
        return switch (schema.path("type").asText("")) {
            case "object" -> value.isTextual()
                ? LooseJson.read(value.textValue()).filter(JsonNode::isObject).map(parsed -> object(parsed, schema)).orElse(value)
                : object(value, schema);
            case "array" -> array(value, schema);
            case "integer", "number" -> number(value, schema.path("type").asText().equals("integer"));
            case "boolean" -> truth(value);
            case "string" -> oneOf(value, schema);
            default -> value;
        };
    }

    /// What a model gives as null need not be given.
    private static JsonNode object(JsonNode value, JsonNode schema) {
        if (!(value instanceof ObjectNode given) || !(schema.path("properties") instanceof ObjectNode properties) || properties.isEmpty()) {
            return value;
        }
        Map<String, String> own = names(properties).entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
        Set<String> required = schema.path("required").valueStream().map(JsonNode::asText).collect(Collectors.toSet());
        ObjectNode fitted = JSON.createObjectNode();
        given.properties().forEach(argument -> {
            String name = properties.has(argument.getKey()) ? argument.getKey()
                : Optional.ofNullable(own.get(argument.getKey())).or(() -> inOtherCase(argument.getKey(), given, properties)).orElse(argument.getKey());
            if (!argument.getValue().isNull() || required.contains(name) || !properties.has(name)) {
                fitted.set(name, fitted(argument.getValue(), properties.path(name)));
            }
        });
        return fitted;
    }

    /// The argument that is written in capitals or small letters; empty when there are several, or when it is given as well.
    private static Optional<String> inOtherCase(String written, ObjectNode given, ObjectNode properties) {
        List<String> same = properties.propertyStream().map(Map.Entry::getKey)
            .filter(name -> LetterCase.folded(name).equals(LetterCase.folded(written))).toList();
        return same.size() == 1 && !given.has(same.getFirst()) ? Optional.of(same.getFirst()) : Optional.empty();
    }

    private static JsonNode array(JsonNode value, JsonNode schema) {
        JsonNode list = value.isTextual() ? LooseJson.read(value.textValue()).filter(JsonNode::isArray).orElse(value) : value;
        ArrayNode fitted = JSON.createArrayNode();
        (list.isArray() ? list : List.of(list)).forEach(item -> fitted.add(fitted(item, schema.path("items"))));
        return fitted;
    }

    private static JsonNode number(JsonNode value, boolean whole) {
        if (value.isTextual() && NUMBER.matcher(value.textValue().strip()).matches()) {
            double number = Double.parseDouble(value.textValue().strip());
            return value.textValue().indexOf('.') < 0 || whole && number == Math.rint(number) ? LongNode.valueOf((long) number) : DoubleNode.valueOf(number);
        }
        boolean written = whole && value.isFloatingPointNumber() && value.canConvertToExactIntegral() && value.canConvertToLong();
        return written ? LongNode.valueOf(value.longValue()) : value;
    }

    private static JsonNode truth(JsonNode value) {
        return switch (value.isTextual() ? LetterCase.lower(value.textValue().strip()) : "") {
            case "true" -> BooleanNode.TRUE;
            case "false" -> BooleanNode.FALSE;
            default -> value;
        };
    }

    /// One of a list of texts, in the case of the list.
    private static JsonNode oneOf(JsonNode value, JsonNode schema) {
        List<String> values = schema.path("enum").valueStream().map(JsonNode::asText).toList();
        if (!value.isTextual() || values.contains(value.textValue())) {
            return value;
        }
        List<String> same = values.stream().filter(one -> LetterCase.folded(one).equals(LetterCase.folded(value.textValue().strip()))).toList();
        return same.size() == 1 ? TextNode.valueOf(same.getFirst()) : value;
    }
}
