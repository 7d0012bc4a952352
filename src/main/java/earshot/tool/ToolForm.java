package earshot.tool;

import static earshot.data.JsonMappers.JSON;
import static earshot.data.JsonMappers.STRICT_JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import earshot.tool.ToolField.InputError;
import earshot.tool.ToolField.Wrong;

/// The arguments of a tool as a form: what its input schema asks for, and what a person filled in as the arguments of a call.
public final class ToolForm {
    private static final int MOST_FIELDS = 64;
    private static final int MAX_DEPTH = 12;

    private final List<ToolField> fields;
    private final JsonNode root;

    private ToolForm(List<ToolField> fields, JsonNode root) {
        this.fields = List.copyOf(fields);
        this.root = root;
    }

    /// What was filled in.
    ///
    /// @param arguments as far as they are right
    /// @param wrong by name; the call may be sent where it is empty
    public record Filled(ObjectNode arguments, Map<String, Wrong> wrong) {}

    /// @param inputSchema as the source wrote it, which may be anything
    public static ToolForm of(String inputSchema) {
        JsonNode root = tree(inputSchema);
        SchemaReader reader = new SchemaReader(root);
        SchemaExample example = new SchemaExample(new SchemaReader(root));
        ObjectNode all = reader.arguments(root);
        Set<String> required = all.path("required").valueStream().map(JsonNode::asText).collect(Collectors.toSet());
        List<ToolField> fields = all.path("properties").propertyStream().limit(MOST_FIELDS)
            .map(entry -> field(reader, example, entry.getKey(), entry.getValue(), required)).toList();
        return new ToolForm(fields, root);
    }

    public List<ToolField> fields() {
        return fields;
    }

    /// @param typed by name; what is missing or blank is left out of the call where it may be
    public Filled filled(Map<String, String> typed) {
        ObjectNode arguments = JSON.createObjectNode();
        Map<String, Wrong> wrong = new LinkedHashMap<>();
        // how far it follows references is bounded in all
        SchemaReader reader = new SchemaReader(root);
        for (ToolField field : fields) {
            String text = typed.getOrDefault(field.name(), "");
            if (text.isBlank()) {
                if (field.required()) {
                    wrong.put(field.name(), new Wrong(InputError.EMPTY, ""));
                }
                continue;
            }
            try {
                arguments.set(field.name(), value(field.kind(), text, reader));
            } catch (WrongValueException e) {
                wrong.put(field.name(), e.wrong);
            }
        }
        return new Filled(arguments, wrong);
    }

    private static ToolField field(SchemaReader reader, SchemaExample example, String name, JsonNode written, Set<String> required) {
        ObjectNode schema = reader.read(written);
        boolean needed = required.contains(name) || schema.path("required").isBoolean() && schema.path("required").asBoolean();
        String description = schema.path("description").asText(schema.path("title").asText(""));
        JsonNode initial = schema.path("default");
        List<ObjectNode> choices = reader.choices(schema);
        List<JsonNode> values = SchemaReader.values(schema);
        ToolField.Kind kind = choices.size() > 1 ? json(reader.read(written), example) : values.isEmpty() ? kind(schema, example)
            : new ToolField.Choice(values.stream().map(ToolForm::shown).toList(), values);
        return new ToolField(name, description, needed, kind, initial.isMissingNode() || initial.isNull() ? "" : shown(initial));
    }

    private static ToolField.Kind json(ObjectNode schema, SchemaExample example) {
        return new ToolField.Json(schema, example.of(schema));
    }

    private static ToolField.Kind kind(ObjectNode schema, SchemaExample example) {
        return switch (SchemaReader.type(schema)) {
            case "integer" -> new ToolField.Number(true, bound(schema, "minimum"), bound(schema, "maximum"));
            case "number" -> new ToolField.Number(false, bound(schema, "minimum"), bound(schema, "maximum"));
            case "boolean" -> new ToolField.Switch();
            case "object", "array" -> json(schema, example);
            default -> new ToolField.Text(schema.path("minLength").asInt(), schema.path("maxLength").asInt());
        };
    }

    private static Optional<BigDecimal> bound(JsonNode schema, String key) {
        return Optional.of(schema.path(key)).filter(JsonNode::isNumber).map(JsonNode::decimalValue);
    }

    private static String shown(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }

    private static JsonNode value(ToolField.Kind kind, String text, SchemaReader reader) throws WrongValueException {
        return switch (kind) {
            case ToolField.Text(int least, int most) -> {
                check(text.length() >= least, InputError.TOO_SHORT, Integer.toString(least));
                check(most == 0 || text.length() <= most, InputError.TOO_LONG, Integer.toString(most));
                yield TextNode.valueOf(text);
            }
            case ToolField.Choice choice -> {
                int at = choice.shown().indexOf(text);
                check(at >= 0, InputError.NOT_ALLOWED, String.join(", ", choice.shown()));
                yield choice.values().get(at);
            }
            case ToolField.Number number -> number(number, text.strip());
            case ToolField.Switch _ -> {
                check(Set.of("true", "false").contains(text.strip()), InputError.NOT_ALLOWED, "true, false");
                yield BooleanNode.valueOf(text.strip().equals("true"));
            }
            case ToolField.Json(JsonNode schema, _) -> {
                JsonNode written = parsed(text);
                checkPart(written, schema, new Position("", 0, reader));
                yield written;
            }
        };
    }

    private static JsonNode number(ToolField.Number kind, String text) throws WrongValueException {
        check(text.length() <= 40 && text.matches("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,2})?"), InputError.NOT_A_NUMBER, "");
        BigDecimal number = new BigDecimal(text);
        checkNumber(number, kind.whole(), kind.least(), kind.most(), "");
        return kind.whole() ? JSON.getNodeFactory().numberNode(number.toBigInteger()) : DecimalNode.valueOf(number);
    }

    private static void checkNumber(BigDecimal number, boolean whole, Optional<BigDecimal> least, Optional<BigDecimal> most, String where)
        throws WrongValueException {
        check(!whole || number.stripTrailingZeros().scale() <= 0, InputError.NOT_WHOLE, where);
        check(least.filter(bound -> number.compareTo(bound) < 0).isEmpty(), InputError.TOO_SMALL, where + least.map(BigDecimal::toPlainString).orElse(""));
        check(most.filter(bound -> number.compareTo(bound) > 0).isEmpty(), InputError.TOO_LARGE, where + most.map(BigDecimal::toPlainString).orElse(""));
    }

    private static JsonNode parsed(String text) throws WrongValueException {
        try {
            return STRICT_JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new WrongValueException(new Wrong(InputError.NOT_JSON,
                e.getOriginalMessage() + Optional.ofNullable(e.getLocation()).map(at -> ", " + at.getLineNr() + ":" + at.getColumnNr()).orElse("")));
        }
    }

    /// A part of a value.
    ///
    /// @param path for example `rooms[2].name`; blank for all of it
    private record Position(String path, int depth, SchemaReader reader) {
        Position member(String name) {
            return new Position(path.isEmpty() ? name : path + "." + name, depth + 1, reader);
        }

        Position element(int index) {
            return new Position(path + "[" + index + "]", depth + 1, reader);
        }

        String prefix() {
            return path.isEmpty() ? "" : path + ": ";
        }
    }

    private static void checkPart(JsonNode value, JsonNode written, Position at) throws WrongValueException {
        ObjectNode schema = at.reader().read(written);
        List<ObjectNode> choices = at.reader().choices(schema);
        if (at.depth() > MAX_DEPTH || schema.isEmpty() || choices.size() > 1) {
            // what may be one of several things is judged by the device
            return;
        }
        List<JsonNode> values = SchemaReader.values(schema);
        check(values.isEmpty() || values.contains(value), InputError.NOT_ALLOWED,
            at.prefix() + values.stream().map(ToolForm::shown).collect(Collectors.joining(", ")));
        String type = SchemaReader.type(schema);
        check(fits(value, type), InputError.WRONG_TYPE, at.prefix() + type);
        switch (type) {
            case "object" -> checkObject(value, schema, at);
            case "array" -> {
                for (int i = 0; i < value.size(); i++) {
                    checkPart(value.get(i), schema.path("items"), at.element(i));
                }
            }
            case "integer",
                "number" -> checkNumber(value.decimalValue(), type.equals("integer"), bound(schema, "minimum"), bound(schema, "maximum"), at.prefix());
            default -> { }
        }
    }

    private static void checkObject(JsonNode value, ObjectNode schema, Position at) throws WrongValueException {
        for (JsonNode name : schema.path("required")) {
            check(value.has(name.asText()), InputError.PART_MISSING, at.member(name.asText()).path());
        }
        for (Map.Entry<String, JsonNode> part : schema.path("properties").properties()) {
            if (value.has(part.getKey())) {
                checkPart(value.get(part.getKey()), part.getValue(), at.member(part.getKey()));
            }
        }
    }

    private static boolean fits(JsonNode value, String type) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "integer", "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            default -> value.isTextual();
        };
    }

    private static void check(boolean right, InputError otherwise, String detail) throws WrongValueException {
        if (!right) {
            throw new WrongValueException(new Wrong(otherwise, detail));
        }
    }

    private static JsonNode tree(String text) {
        try {
            JsonNode tree = JSON.readTree(text);
            return tree == null ? JSON.missingNode() : tree;
        } catch (JsonProcessingException _) {
            return JSON.missingNode();
        }
    }

    private static final class WrongValueException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Wrong wrong;

        WrongValueException(Wrong wrong) {
            super(wrong.error() + " " + wrong.detail(), null, false, false);
            this.wrong = wrong;
        }
    }
}
