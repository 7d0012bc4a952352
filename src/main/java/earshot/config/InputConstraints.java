package earshot.config;

import module java.base;

/// What a setting accepts, for forms: which control it needs and which range to show before the user leaves it.
///
/// @param range message that describes the range of numbers and addresses; empty when every value is accepted
/// @param choices the words to choose from, in display order; empty when the setting is not a choice. Of a module, aliases are accepted too
public record InputConstraints(InputKind inputKind, Optional<ValidationResult.Refused> range, List<String> choices) {
    /// The control a form needs for a setting.
    public enum InputKind { NUMBER, FLAG, TEXT, TEXT_LIST, CHOICE, OBJECT }

    /// Message for a text that is not a map of keys and values.
    public static final ValidationResult.Refused NOT_AN_OBJECT = ValidationResult.refused("object");

    /// A map of keys and values as YAML, for editing.
    public static String objectToYaml(Map<?, ?> object) {
        Map<String, Object> named = new LinkedHashMap<>();
        object.forEach((name, value) -> named.put(String.valueOf(name), value));
        return named.isEmpty() ? "" : String.join("\n", YamlFormatter.lines(named, 0));
    }

    /// Parses such a text; empty when it is not a non-empty map of keys and values.
    public static Optional<Map<String, Object>> objectFromYaml(String yaml) {
        return YamlFile.read(yaml) instanceof YamlFile.Content.Read read && !read.tree().root().isEmpty() ? Optional.of(read.tree().root()) : Optional.empty();
    }

    public static InputConstraints of(ValueType type) {
        return switch (type) {
            case ValueType.Whole whole -> new InputConstraints(InputKind.NUMBER, Optional.of(ValidationResult.refused("whole", whole.min(), whole.max())),
                List.of());
            case ValueType.Decimal decimal -> new InputConstraints(InputKind.NUMBER,
                Optional.of(ValidationResult.refused("decimal", plain(decimal.min()), plain(decimal.max()))), List.of());
            case ValueType.Flag _ -> new InputConstraints(InputKind.FLAG, Optional.empty(), List.of());
            case ValueType.Choice choice -> new InputConstraints(InputKind.CHOICE, Optional.empty(), choice.words());
            case ValueType.TextList _ -> new InputConstraints(InputKind.TEXT_LIST, Optional.empty(), List.of());
            case ValueType.WebSocketUrl _ -> new InputConstraints(InputKind.TEXT, Optional.of(ValidationResult.refused("socket")), List.of());
            case ValueType.HexColor _ -> new InputConstraints(InputKind.TEXT, Optional.of(ValidationResult.refused("color")), List.of());
            case ValueType.ModuleName module -> new InputConstraints(InputKind.CHOICE, Optional.empty(), module.types());
            case ValueType.Text _ -> new InputConstraints(InputKind.TEXT, Optional.empty(), List.of());
            case ValueType.KeyValueMap _, ValueType.AliasOrMap _, ValueType.Any _ -> new InputConstraints(InputKind.OBJECT, Optional.empty(), List.of());
        };
    }

    private static String plain(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }
}
