package earshot.config;

import module java.base;

import earshot.problem.ProblemReason;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// What is odd about the keys of a document that a parser accepts.
///
/// @param repeated keys of which only the last holds, in file order; at most [#MAX_NAMED]
/// @param unreadable a key that begins with a space that is none to YAML, so that it stands in the wrong map
record YamlKeys(List<YamlFile.RepeatedKey> repeated, Optional<YamlFile.Content.Unreadable> unreadable) {
    static final YamlKeys NONE = new YamlKeys(List.of(), Optional.empty());

    private static final int MAX_NAMED = 20;
    private static final int MAX_DEPTH = 40;

    static YamlKeys of(Node document) {
        List<YamlFile.RepeatedKey> repeated = new ArrayList<>();
        List<YamlFile.Content.Unreadable> unreadable = new ArrayList<>();
        // nodes have no equality of their own: what aliases share is looked at once
        collect("", document, 0, new HashSet<>(), repeated, unreadable);
        return new YamlKeys(List.copyOf(repeated), unreadable.stream().findFirst());
    }

    private static void collect(String prefix, Node node, int depth, Set<Node> seen, List<YamlFile.RepeatedKey> repeated,
        List<YamlFile.Content.Unreadable> unreadable) {
        if (depth > MAX_DEPTH || !seen.add(node)) {
            return;
        }
        if (node instanceof SequenceNode list) {
            list.getValue().forEach(item -> collect(prefix, item, depth + 1, seen, repeated, unreadable));
        }
        if (!(node instanceof MappingNode map)) {
            return;
        }
        Map<String, Integer> lines = new HashMap<>();
        for (NodeTuple tuple : map.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                int line = key.getStartMark().getLine() + 1;
                Optional<ProblemReason> foreignSpace = YamlDiagnosis.foreignSpace(key.getValue());
                foreignSpace.ifPresent(reason -> unreadable.add(new YamlFile.Content.Unreadable(String.valueOf(line), reason.toString())));
                Integer before = key.getValue().equals("<<") ? null : lines.put(key.getValue(), line);
                if (before != null && repeated.size() < MAX_NAMED) {
                    repeated.add(new YamlFile.RepeatedKey(prefix + DottedKey.of(key.getValue()), before, line));
                }
                collect(prefix + DottedKey.of(key.getValue()) + ".", tuple.getValueNode(), depth + 1, seen, repeated, unreadable);
            }
        }
    }
}
