package earshot.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A tree of settings as written in a file: maps, lists and scalars, addressed by dotted keys. Immutable.
record Values(Map<String, Object> root) {
    static final Values NONE = new Values(Map.of());

    /// Marks an explicit null: the key counts as absent whatever the lower layers say.
    static final Object NOTHING = new Object();

    private static final int DEEPEST = 40;
    private static final int MOST = 50_000;

    /// Copies the result of a YAML parser, so that nothing in it is shared, recursive or huge.
    /// @throws IllegalArgumentException when it is not a map, too deep or too large
    static Values copyOf(Object loaded) {
        if (loaded == null) {
            return NONE;
        }
        if (!(loaded instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("the file is not a map of keys and values");
        }
        return new Values(copy(map, 0, new int[] {MOST}));
    }

    /// Builds a tree from dotted keys.
    static Values ofDotted(Map<String, Object> dotted) {
        Values values = NONE;
        for (Map.Entry<String, Object> entry : dotted.entrySet()) {
            values = values.with(entry.getKey(), entry.getValue());
        }
        return values;
    }

    /// The value at a dotted key; empty when absent or explicitly null.
    Optional<Object> at(String key) {
        Object here = root;
        for (String part : Dotted.names(key)) {
            here = here instanceof Map<?, ?> map ? map.get(part) : null;
        }
        return Optional.ofNullable(here);
    }

    Values with(String key, Object value) {
        return new Values(with(root, Dotted.names(key), value));
    }

    /// This tree overlaid by `upper`: maps are merged, anything else is replaced.
    Values under(Values upper) {
        return new Values(join(root, upper.root, false));
    }

    /// The same, but an explicit null in `upper` removes the value below it.
    Values editedBy(Values upper) {
        return new Values(join(root, upper.root, true));
    }

    /// The map at a key; anything else counts as empty.
    @SuppressWarnings("unchecked")
    Map<String, Object> section(String key) {
        return at(key).orElse(null) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    /// The dotted keys of all leaves, in order. A list or an empty map counts as one leaf.
    List<String> leaves() {
        List<String> leaves = new ArrayList<>();
        collect("", root, leaves);
        return leaves;
    }

    private static void collect(String prefix, Map<?, ?> map, List<String> leaves) {
        map.forEach((key, value) -> {
            if (value instanceof Map<?, ?> inner && !inner.isEmpty()) {
                collect(prefix + Dotted.of(String.valueOf(key)) + ".", inner, leaves);
            } else {
                leaves.add(prefix + Dotted.of(String.valueOf(key)));
            }
        });
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> with(Map<String, Object> map, List<String> path, Object value) {
        Map<String, Object> copy = new LinkedHashMap<>(map);
        String key = path.getFirst();
        if (path.size() > 1 && value == null && !(map.get(key) instanceof Map)) {
            return copy;
        }
        if (path.size() > 1) {
            Map<String, Object> inner = map.get(key) instanceof Map<?, ?> present ? (Map<String, Object>) present : Map.of();
            copy.put(key, with(inner, path.subList(1, path.size()), value));
        } else if (value == null) {
            copy.remove(key);
        } else {
            copy.put(key, value);
        }
        return copy;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> join(Map<String, Object> lower, Map<String, Object> upper, boolean erasing) {
        Map<String, Object> joined = new LinkedHashMap<>(lower);
        upper.forEach((key, value) -> {
            boolean both = value instanceof Map<?, ?> && lower.get(key) instanceof Map<?, ?>;
            if (both) {
                joined.put(key, join((Map<String, Object>) lower.get(key), (Map<String, Object>) value, erasing));
            } else if (value != null) {
                joined.put(key, value);
            } else if (erasing) {
                joined.remove(key);
            }
        });
        return joined;
    }

    private static Map<String, Object> copy(Map<?, ?> map, int depth, int[] room) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), copy(value, depth + 1, room)));
        return copy;
    }

    private static Object copy(Object value, int depth, int[] room) {
        if (depth > DEEPEST || --room[0] < 0) {
            throw new IllegalArgumentException("the file is nested too deeply or too large");
        }
        return switch (value) {
            case Map<?, ?> map -> copy(map, depth, room);
            case Iterable<?> list -> {
                List<Object> copy = new ArrayList<>();
                list.forEach(item -> copy.add(copy(item, depth + 1, room)));
                yield copy;
            }
            case null -> null;
            default -> value;
        };
    }
}
