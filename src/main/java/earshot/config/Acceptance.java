package earshot.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a setting accepts, for forms: which control it needs and which range to show before the user leaves it.
///
/// @param range message that describes the range of numbers and addresses; empty when every value is accepted
/// @param words the only accepted words, in display order; empty when the setting is not a choice
public record Acceptance(Shape shape, Optional<Verdict.Refused> range, List<String> words) {
    /// The control a form needs for a setting.
    public enum Shape { NUMBER, FLAG, TEXT, TEXTS, WORD, OBJECT }

    /// Message for a text that is not a map of keys and values.
    public static final Verdict.Refused NO_OBJECT = Verdict.refused("object");

    /// A map of keys and values as YAML, for editing.
    public static String written(Map<?, ?> object) {
        Map<String, Object> named = new LinkedHashMap<>();
        object.forEach((name, value) -> named.put(String.valueOf(name), value));
        return named.isEmpty() ? "" : String.join("\n", YamlText.lines(named, 0));
    }

    /// Parses such a text; empty when it is not a non-empty map of keys and values.
    public static Optional<Map<String, Object>> object(String yaml) {
        return YamlFile.read(yaml) instanceof YamlFile.Content.Read read && !read.values().root().isEmpty() ? Optional.of(read.values().root()) : Optional.empty();
    }

    /// The constraints of a dotted key; plain text for unknown keys.
    public static Acceptance of(String key) {
        return switch (Keys.kind(key).orElse(new Kind.Text())) {
            case Kind.Whole whole -> new Acceptance(Shape.NUMBER, Optional.of(Verdict.refused("whole", whole.min(), whole.max())), List.of());
            case Kind.Decimal decimal -> new Acceptance(Shape.NUMBER, Optional.of(Verdict.refused("decimal", plain(decimal.min()), plain(decimal.max()))), List.of());
            case Kind.Flag _ -> new Acceptance(Shape.FLAG, Optional.empty(), List.of());
            case Kind.Choice choice -> new Acceptance(Shape.WORD, Optional.empty(), choice.words());
            case Kind.Texts _ -> new Acceptance(Shape.TEXTS, Optional.empty(), List.of());
            case Kind.Socket _ -> new Acceptance(Shape.TEXT, Optional.of(Verdict.refused("socket")), List.of());
            case Kind.Text _ -> new Acceptance(Shape.TEXT, Optional.empty(), List.of());
            case Kind.Object _, Kind.Mapping _, Kind.Anything _ -> new Acceptance(Shape.OBJECT, Optional.empty(), List.of());
        };
    }

    private static String plain(double bound) {
        return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
    }
}
