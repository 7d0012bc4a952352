package earshot.config;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/// Builds the [SettingsSheet]. Pure functions.
final class Sheets {
    private static final int DEEPEST = 40;

    private Sheets() {}

    /// @param merged all layers merged
    /// @param layers highest first
    static SettingsSheet of(Values merged, Values defaults, Map<Layer, Values> layers, List<SettingsSheet.Unknown> unknown) {
        Map<String, SettingsSheet.Row> rows = new LinkedHashMap<>();
        Keys.ALL.forEach((key, kind) -> {
            Optional<Object> value = merged.at(key).flatMap(raw -> held(kind, raw)).or(() -> defaults.at(key).flatMap(raw -> held(kind, raw)));
            Layer layer = layers.entrySet().stream().filter(one -> one.getValue().at(key).isPresent()).map(Map.Entry::getKey).findFirst().orElse(Layer.BUILT_IN);
            Optional<Object> shown = value.filter(plain -> !(plain instanceof List<?> list && list.isEmpty() && Secrets.secret(key))).map(plain -> Secrets.masked(key, plain));
            rows.put(key, new SettingsSheet.Row(key, shown, layer, Secrets.secret(key) || shown.isPresent() && !shown.equals(value)));
        });
        return new SettingsSheet(rows, List.copyOf(unknown));
    }

    private static Optional<Object> held(Kind kind, Object raw) {
        return switch (kind.judge(raw)) {
            case Verdict.Ok ok -> Optional.of(ok.value());
            case Verdict.Bounded bounded -> Optional.of(bounded.value());
            case Verdict.Refused _ -> Optional.empty();
        };
    }

    /// The unknown keys of a file. Keys with the same first two names are listed as one group.
    static List<SettingsSheet.Unknown> unknown(String file, Values values, String text) {
        Map<String, SettingsSheet.Unknown> found = new LinkedHashMap<>();
        Map<String, Integer> lines = new HashMap<>();
        for (String leaf : values.leaves()) {
            List<String> parts = Dotted.names(leaf);
            String name = parts.size() > 2 ? Dotted.of(parts.subList(0, 2)) + ".…" : leaf;
            boolean known = Keys.read(leaf) || Keys.KEPT.contains(leaf);
            if (!known && !found.containsKey(name) && found.size() < SettingsSheet.MOST) {
                if (lines.isEmpty()) {
                    lines.putAll(lines(text));
                }
                found.put(name, new SettingsSheet.Unknown(file, lines.getOrDefault(leaf, 0), name));
            }
        }
        return new ArrayList<>(found.values());
    }

    /// Dotted key to its line, from 1.
    private static Map<String, Integer> lines(String text) {
        Map<String, Integer> lines = new HashMap<>();
        try {
            collect("", YamlFile.yaml().compose(new StringReader(YamlFile.unmarked(text))), lines, 0);
        } catch (YAMLException | StackOverflowError e) {
            return lines; // the values were already read; line numbers are optional
        }
        return lines;
    }

    private static void collect(String prefix, Node node, Map<String, Integer> lines, int depth) {
        if (!(node instanceof MappingNode map) || depth > DEEPEST) {
            return;
        }
        for (NodeTuple tuple : map.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                String dotted = prefix + Dotted.of(key.getValue());
                lines.putIfAbsent(dotted, key.getStartMark().getLine() + 1);
                collect(dotted + ".", tuple.getValueNode(), lines, depth + 1);
            }
        }
    }
}
