package earshot.config;

import module java.base;

import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/// Formats values as YAML: plain where that is unambiguous, else in double quotes with JSON escapes.
final class YamlFormatter {
    private static final String PLAIN = "[\\p{L}_/][\\p{L}\\p{N}_/@+.\\-]*((:(?=[\\p{L}\\p{N}/_])| )[\\p{L}\\p{N}_/@+.\\-]+)*";

    private static final Resolver RESOLVER = new Resolver();

    private YamlFormatter() {}

    /// A value in one line (flow style).
    static String inline(Object value) {
        return switch (value) {
            case Map<?, ?> map -> map.entrySet().stream().map(entry -> scalar(entry.getKey()) + ": " + inline(entry.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
            case List<?> list -> list.stream().map(YamlFormatter::inline).collect(Collectors.joining(", ", "[", "]"));
            case null -> "null";
            default -> scalar(value);
        };
    }

    /// A key of one or more names and its value, in block style.
    static List<String> block(List<String> names, Object value, int column) {
        String key = " ".repeat(column) + scalar(names.getFirst()) + ":";
        List<String> lines = new ArrayList<>(List.of(key));
        if (names.size() > 1) {
            lines.addAll(block(names.subList(1, names.size()), value, column + 2));
        } else if (value instanceof Map<?, ?> map && !map.isEmpty() || value instanceof List<?> list && !list.isEmpty()) {
            lines.addAll(lines(value, column + 2));
        } else {
            return List.of(key + " " + inline(value));
        }
        return lines;
    }

    /// A non-empty map or list, in block style.
    static List<String> lines(Object value, int column) {
        List<String> lines = new ArrayList<>();
        switch (value) {
            case Map<?, ?> map -> map.forEach((key, inner) -> lines.addAll(block(List.of(String.valueOf(key)), inner, column)));
            case List<?> list -> list.forEach(item -> lines.add(" ".repeat(column) + "- " + inline(item)));
            default -> throw new IllegalArgumentException("neither map nor list");
        }
        return lines;
    }

    static String scalar(Object value) {
        if (value == SettingsTree.EXPLICIT_NULL) {
            return "null";
        }
        if (value instanceof Boolean || value instanceof Number) {
            return String.valueOf(value);
        }
        String text = String.valueOf(value);
        return text.length() < 200 && text.matches(PLAIN) && readsBack(text) ? text : quoted(text);
    }

    /// A normal form for comparing trees: independent of the order of keys, with null and empty maps left out.
    static Object sorted(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, Object> sorted = new TreeMap<>();
                map.forEach((key, inner) -> {
                    Object plain = sorted(inner);
                    if (plain != null && !(plain instanceof Map<?, ?> empty && empty.isEmpty())) {
                        sorted.put(String.valueOf(key), plain);
                    }
                });
                yield sorted;
            }
            case List<?> list -> list.stream().map(YamlFormatter::sorted).map(item -> item == null ? Collections.emptyMap() : item).toList();
            case Number number -> number.toString();
            case null -> null;
            default -> value == SettingsTree.EXPLICIT_NULL ? null : value;
        };
    }

    /// Whether a plain text is read as a text, and not as a number, a date or a truth value.
    private static boolean readsBack(String text) {
        return RESOLVER.resolve(NodeId.scalar, text, true).equals(Tag.STR);
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20 || c >= 0x7F && c <= 0xA0 || c == 0x2028 || c == 0x2029 || c == 0xFEFF || c >= 0xD800 && c <= 0xDFFF
                        || (c & 0xFFFE) == 0xFFFE) {
                        out.append(c > 0xFFFF ? "\\U%08X".formatted(c) : "\\u%04X".formatted(c));
                    } else {
                        out.appendCodePoint(c);
                    }
                }
            }
        });
        return out.append('"').toString();
    }
}
