package earshot.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a setting accepts, for a form: which control it needs, and what to say of its range before it is broken.
///
/// @param range in words, for numbers, addresses and lists of words; empty where anything goes
/// @param words the only ones that are taken, in the order in which to offer them; empty where there is no such list
public record Acceptance(Shape shape, Optional<Verdict.Refused> range, List<String> words) {
    /// The kinds of control.
    public enum Shape { NUMBER, FLAG, TEXT, TEXTS, WORD, OBJECT }

    /// Said of a text that is no group of keys and values.
    public static final Verdict.Refused NO_OBJECT = Verdict.refused("object");

    /// A group of keys and values as it may be edited, in YAML.
    public static String written(Map<?, ?> object) {
        Map<String, Object> named = new LinkedHashMap<>();
        object.forEach((name, value) -> named.put(String.valueOf(name), value));
        return named.isEmpty() ? "" : String.join("\n", YamlText.lines(named, 0));
    }

    /// What such a text says; empty when it is no group of keys and values.
    public static Optional<Map<String, Object>> object(String yaml) {
        return YamlFile.read(yaml) instanceof YamlFile.Content.Read read && !read.values().root().isEmpty() ? Optional.of(read.values().root()) : Optional.empty();
    }

    /// Of a key with a fixed name; a text for any other.
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
