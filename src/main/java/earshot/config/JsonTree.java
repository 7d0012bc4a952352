package earshot.config;

import module java.base;

import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// Trees in the entries of providers that are sent on as JSON, such as `extra_body`: `no` without quotes is a truth value and `1_000` a number there, as
/// the loader of the most widespread xiaozhi server (PyYAML, YAML 1.1) has it. Not so what is a MAC address or a key more often than a number: base 60
/// and a leading zero.
final class JsonTree {
    private static final Set<String> NAMES = Set.of("extra_body", "params", "body");
    /// Kind, alias, field.
    private static final int FIELD_DEPTH = 3;
    private static final int MAX_DEPTH = 40;
    private static final Pattern TRUTH = Pattern.compile("yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF");
    private static final Pattern WHOLE = Pattern.compile("[-+]?(?:0|[1-9][0-9_]*|0x[0-9a-fA-F_]+|0b[01_]+)");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(?:(?:0|[1-9][0-9_]*)\\.[0-9_]*|\\.[0-9][0-9_]*)(?:[eE][-+][0-9]+)?");

    private JsonTree() {}

    /// Gives the plain scalars in such trees of a document their types.
    static void retag(Node document) {
        retag(document, 0, false);
    }

    private static void retag(Node node, int depth, boolean inside) {
        if (depth > MAX_DEPTH) {
            return;
        }
        switch (node) {
            case MappingNode map -> {
                for (NodeTuple member : map.getValue()) {
                    boolean begins = depth + 1 >= FIELD_DEPTH && member.getKeyNode() instanceof ScalarNode name && NAMES.contains(name.getValue())
                        && !(member.getValueNode() instanceof ScalarNode);
                    retag(member.getValueNode(), depth + 1, inside || begins);
                }
            }
            case SequenceNode list -> list.getValue().forEach(element -> retag(element, depth + 1, inside));
            case ScalarNode scalar when inside && scalar.getScalarStyle() == ScalarStyle.PLAIN && scalar.getTag().equals(Tag.STR) -> type(scalar.getValue())
                .ifPresent(scalar::setTag);
            default -> { }
        }
    }

    private static Optional<Tag> type(String text) {
        return TRUTH.matcher(text).matches() ? Optional.of(Tag.BOOL) : WHOLE.matcher(text).matches() ? Optional.of(Tag.INT)
            : DECIMAL.matcher(text).matches() ? Optional.of(Tag.FLOAT)
            : Optional.empty();
    }
}
