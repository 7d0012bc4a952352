package earshot.config;

import module java.base;

/// A tree of settings as written in a file: maps, lists and scalars, addressed by dotted keys. Immutable.
record SettingsTree(Map<String, Object> root) {
    static final SettingsTree EMPTY = new SettingsTree(Map.of());

    /// Marks an explicit null: the key counts as absent whatever the lower layers say.
    static final Object EXPLICIT_NULL = new Object();

    private static final int MAX_DEPTH = 40;
    private static final int MAX_NODES = 50_000;

    /// Copies the result of a YAML parser, so that nothing in it is shared, recursive or huge.
    /// @throws NotAMapException when it is not a map
    /// @throws IllegalArgumentException when it is too deep or too large
    static SettingsTree copyOf(Object loaded) {
        if (loaded == null) {
            return EMPTY;
        }
        if (!(loaded instanceof Map<?, ?> map)) {
            throw new NotAMapException();
        }
        return new SettingsTree(copy(map, 0, new int[] {MAX_NODES}));
    }

    /// A file of something else than keys and values.
    static final class NotAMapException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        NotAMapException() {
            super("the file is not a map of keys and values");
        }
    }

    /// Builds a tree from dotted keys.
    static SettingsTree ofDotted(Map<String, Object> dotted) {
        OwnMap root = new OwnMap(Map.of());
        dotted.forEach((key, value) -> root.put(DottedKey.names(key), value));
        return new SettingsTree(root);
    }

    /// A map that only a tree in the making holds, and that may be changed: copying it for each of thousands of keys would take its square.
    private static final class OwnMap extends LinkedHashMap<String, Object> {
        private static final long serialVersionUID = 1L;

        OwnMap(Map<?, ?> content) {
            content.forEach((key, value) -> put(String.valueOf(key), value));
        }

        void put(List<String> path, Object value) {
            String key = path.getFirst();
            if (path.size() == 1) {
                compute(key, (_, _) -> value);
            } else if (value != null || get(key) instanceof Map) {
                OwnMap inner = get(key) instanceof OwnMap own ? own : new OwnMap(get(key) instanceof Map<?, ?> map ? map : Map.of());
                inner.put(path.subList(1, path.size()), value);
                put(key, inner);
            }
        }
    }

    /// The value at a dotted key; empty when absent or explicitly null.
    Optional<Object> at(String key) {
        Object here = root;
        for (String part : DottedKey.names(key)) {
            here = here instanceof Map<?, ?> map ? map.get(part) : null;
        }
        return Optional.ofNullable(here);
    }

    SettingsTree with(String key, Object value) {
        return new SettingsTree(with(root, DottedKey.names(key), value));
    }

    /// This tree overlaid by `upper`: maps are merged, anything else is replaced.
    SettingsTree overlaidBy(SettingsTree upper) {
        return new SettingsTree(join(root, upper.root, false));
    }

    /// The same, but an explicit null in `upper` removes the value below it.
    SettingsTree editedBy(SettingsTree upper) {
        return new SettingsTree(join(root, upper.root, true));
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
                collect(prefix + DottedKey.of(String.valueOf(key)) + ".", inner, leaves);
            } else {
                leaves.add(prefix + DottedKey.of(String.valueOf(key)));
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
            if (value instanceof Map<?, ?> && lower.get(key) instanceof Map<?, ?>) {
                joined.put(key, join((Map<String, Object>) lower.get(key), (Map<String, Object>) value, erasing));
            } else if (value != null) {
                joined.put(key, value);
            } else if (erasing) {
                joined.remove(key);
            }
        });
        return joined;
    }

    private static Map<String, Object> copy(Map<?, ?> map, int depth, int[] nodesLeft) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), copy(value, depth + 1, nodesLeft)));
        return copy;
    }

    private static Object copy(Object value, int depth, int[] nodesLeft) {
        if (depth > MAX_DEPTH || --nodesLeft[0] < 0) {
            throw new IllegalArgumentException("the file is nested too deeply or too large");
        }
        return switch (value) {
            case Map<?, ?> map -> copy(map, depth, nodesLeft);
            case Iterable<?> list -> {
                List<Object> copy = new ArrayList<>();
                list.forEach(item -> copy.add(copy(item, depth + 1, nodesLeft)));
                yield copy;
            }
            case null -> null;
            default -> value;
        };
    }
}
