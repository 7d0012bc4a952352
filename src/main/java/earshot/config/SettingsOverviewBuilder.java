package earshot.config;

import module java.base;

import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// Builds the [SettingsOverview]. Pure functions.
final class SettingsOverviewBuilder {
    private static final int MAX_DEPTH = 40;

    private SettingsOverviewBuilder() {}

    /// @param merged all layers merged
    /// @param layers highest first
    static SettingsOverview of(SettingsCatalog catalog, SettingsTree merged, Map<SettingsLayer, SettingsTree> layers,
        List<SettingsOverview.UnknownKey> unknownKeys) {
        Map<String, SettingsOverview.CurrentValue> currentValues = new LinkedHashMap<>();
        catalog.settings().forEach(setting -> {
            String key = setting.key();
            Optional<Object> value = merged.at(key).flatMap(raw -> validValue(setting.type(), raw)).or(setting::initial);
            SettingsLayer layer = layers.entrySet().stream().filter(one -> one.getValue().at(key).isPresent()).map(Map.Entry::getKey).findFirst()
                .orElse(SettingsLayer.BUILT_IN);
            Optional<Object> shown = value.filter(plain -> !(plain instanceof List<?> list && list.isEmpty() && SecretStore.isSecret(key)))
                .map(plain -> SecretStore.mask(key, plain));
            currentValues.put(key,
                new SettingsOverview.CurrentValue(key, shown, layer, SecretStore.isSecret(key) || shown.isPresent() && !shown.equals(value)));
        });
        return new SettingsOverview(currentValues, entries(catalog, merged), List.copyOf(unknownKeys));
    }

    private static Map<String, Object> entries(SettingsCatalog catalog, SettingsTree merged) {
        Map<String, Object> entries = new LinkedHashMap<>();
        merged.leaves().stream().filter(catalog::ofFamily)
            .forEach(leaf -> merged.at(leaf).filter(value -> value != SettingsTree.EXPLICIT_NULL && !SecretStore.isSecret(leaf))
            .filter(value -> SecretStore.mask(leaf, value).equals(value)).ifPresent(value -> entries.put(leaf, value)));
        return Collections.unmodifiableMap(entries);
    }

    private static Optional<Object> validValue(ValueType valueType, Object raw) {
        return switch (valueType.validate(raw)) {
            case ValidationResult.Ok ok -> Optional.of(ok.value());
            case ValidationResult.Clamped clamped -> Optional.of(clamped.value());
            case ValidationResult.Refused _ -> Optional.empty();
        };
    }

    /// The unknown keys of a file. Keys with the same first two names are listed as one group.
    static List<SettingsOverview.UnknownKey> unknownKeys(SettingsCatalog catalog, String file, SettingsTree tree, String text) {
        Map<String, SettingsOverview.UnknownKey> found = new LinkedHashMap<>();
        Map<String, Integer> lines = new HashMap<>();
        Set<String> reused = new HashSet<>();
        for (String leaf : tree.leaves()) {
            List<String> parts = DottedKey.names(leaf);
            String name = parts.size() > 2 ? DottedKey.of(parts.subList(0, 2)) + ".…" : leaf;
            if (!found.containsKey(name) && found.size() < SettingsOverview.MAX_UNKNOWN_KEYS && !catalog.isKnown(leaf)
                && SectionProvider.kind(tree, parts.getFirst()).isEmpty()) {
                if (lines.isEmpty()) {
                    lines.putAll(lines(text));
                    reused.addAll(reusedSections(text));
                }
                if (reused.contains(parts.getFirst())) {
                    continue;
                }
                found.put(name, new SettingsOverview.UnknownKey(file, lines.getOrDefault(leaf, 0), name));
            }
        }
        return new ArrayList<>(found.values());
    }

    /// The keys of a file that have a value, that only another server reads, and without which something does not work; one for those below one pattern.
    static List<String> foreignKeys(SettingsCatalog catalog, SettingsTree tree) {
        Map<ForeignKey, String> found = new LinkedHashMap<>();
        for (String leaf : tree.leaves()) {
            catalog.foreign(leaf).filter(_ -> found.size() < SettingsOverview.MAX_UNKNOWN_KEYS && tree.at(leaf).filter(SettingsFiles::isFilledIn).isPresent())
                .ifPresent(meaning -> found.putIfAbsent(meaning, leaf));
        }
        return found.entrySet().stream().filter(entry -> entry.getKey().consequence() != ForeignKey.Consequence.NONE).map(Map.Entry::getValue).toList();
    }

    /// Top-level sections that others take over by an alias, such as `<<: *common`: they are read there.
    private static Set<String> reusedSections(String text) {
        Set<String> names = new HashSet<>();
        Optional<Node> document = YamlFile.document(YamlFile.unmarked(text));
        if (document.isPresent() && document.get() instanceof MappingNode root) {
            Set<Node> inside = Collections.newSetFromMap(new IdentityHashMap<>());
            root.getValue().forEach(tuple -> collectInside(tuple.getValueNode(), inside, 0));
            root.getValue().stream().filter(tuple -> inside.contains(tuple.getValueNode()) && tuple.getKeyNode() instanceof ScalarNode)
                .forEach(tuple -> names.add(((ScalarNode) tuple.getKeyNode()).getValue()));
        }
        return names;
    }

    private static void collectInside(Node node, Set<Node> inside, int depth) {
        List<Node> children = switch (node) {
            case MappingNode map -> map.getValue().stream().map(NodeTuple::getValueNode).toList();
            case SequenceNode list -> list.getValue();
            default -> List.of();
        };
        children.stream().filter(child -> depth < MAX_DEPTH && inside.add(child)).forEach(child -> collectInside(child, inside, depth + 1));
    }

    /// Dotted key to its line, from 1.
    static Map<String, Integer> lines(String text) {
        Map<String, Integer> lines = new HashMap<>();
        try {
            YamlFile.document(YamlFile.unmarked(text)).ifPresent(root -> collect("", root, lines, 0));
        } catch (YAMLException | StackOverflowError _) {
            return lines; // the values were already read; line numbers are optional
        }
        return lines;
    }

    private static void collect(String prefix, Node node, Map<String, Integer> lines, int depth) {
        if (!(node instanceof MappingNode map) || depth > MAX_DEPTH) {
            return;
        }
        for (NodeTuple tuple : map.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                String dotted = prefix + DottedKey.of(key.getValue());
                lines.putIfAbsent(dotted, key.getStartMark().getLine() + 1);
                collect(dotted + ".", tuple.getValueNode(), lines, depth + 1);
            }
        }
    }
}
