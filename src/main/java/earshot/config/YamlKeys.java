package earshot.config;

import module java.base;

import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// What is odd about the keys of a document that a parser accepts.
///
/// @param repeated keys of which only the last holds, in file order; at most [#MAX_NAMED]
/// @param typographic keys with marks that are letters to YAML, in file order; at most as many
/// @param unreadable a key that begins with a space that is none to YAML, so that it stands in the wrong map; or what should have been a key
record YamlKeys(List<YamlFile.RepeatedKey> repeated, List<YamlFile.TypographicKey> typographic, Optional<YamlFile.Content.Unreadable> unreadable) {
    static final YamlKeys NONE = new YamlKeys(List.of(), List.of(), Optional.empty());

    private static final int MAX_NAMED = 20;
    private static final int MAX_DEPTH = 40;

    static YamlKeys of(Node document) {
        Collector collector = new Collector();
        collector.collect("", document, 0);
        return new YamlKeys(List.copyOf(collector.repeated), List.copyOf(collector.typographic), collector.unreadable.stream().findFirst());
    }

    private static final class Collector {
        private final List<YamlFile.RepeatedKey> repeated = new ArrayList<>();
        private final List<YamlFile.TypographicKey> typographic = new ArrayList<>();
        private final List<YamlFile.Content.Unreadable> unreadable = new ArrayList<>();
        /// Nodes have no equality of their own: what aliases share is looked at once.
        private final Set<Node> seen = new HashSet<>();

        void collect(String prefix, Node node, int depth) {
            if (depth > MAX_DEPTH || !seen.add(node)) {
                return;
            }
            if (node instanceof SequenceNode list) {
                list.getValue().forEach(item -> collect(prefix, item, depth + 1));
            }
            if (!(node instanceof MappingNode map)) {
                return;
            }
            Map<String, Integer> lines = new HashMap<>();
            for (NodeTuple tuple : map.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key) {
                    collect(prefix, key, tuple.getValueNode(), lines);
                    collect(prefix + DottedKey.of(key.getValue()) + ".", tuple.getValueNode(), depth + 1);
                }
            }
        }

        private void collect(String prefix, ScalarNode key, Node value, Map<String, Integer> lines) {
            int line = line(key);
            String dotted = prefix + DottedKey.of(key.getValue());
            YamlDiagnosis.foreignSpace(key.getValue()).ifPresent(reason -> unreadable.add(YamlDiagnosis.unreadable(line, reason)));
            Integer before = key.getValue().equals("<<") ? null : lines.put(key.getValue(), line);
            if (before != null && repeated.size() < MAX_NAMED) {
                repeated.add(new YamlFile.RepeatedKey(dotted, before, line));
            }
            if (TypographicMarks.in(key, value) && typographic.size() < MAX_NAMED) {
                typographic.add(new YamlFile.TypographicKey(dotted, line));
            }
            if (value instanceof ScalarNode text && text.isPlain() && line(text) > line) {
                YamlDiagnosis.lostKey(text.getValue()).ifPresent(reason -> unreadable.add(YamlDiagnosis.unreadable(line(text), reason)));
            }
        }

        private static int line(Node node) {
            return node.getStartMark().getLine() + 1;
        }
    }
}
