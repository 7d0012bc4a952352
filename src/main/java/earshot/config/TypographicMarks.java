package earshot.config;

import module java.base;

import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// Marks of Chinese input methods and of word processors that look like those of YAML and are letters to it: quotes around a key or a value, and
/// commas in a list. Within a sentence they are meant.
final class TypographicMarks {
    private static final Pattern QUOTED_KEY = Pattern.compile("[“‘”’＂＇「『].*");
    /// A whole value that is no sentence.
    private static final Pattern ENCLOSED = Pattern.compile("[“”][^“”，。！？；]*[“”]|[‘’][^‘’，。！？；]*[‘’]"
        + "|＂[^＂]*＂|＇[^＇]*＇|「[^」，。！？；]*」"
        + "|【.*】|［.*］|｛.*｝");

    private TypographicMarks() {}

    /// Whether a key, or the value or list that belongs to it, holds such marks.
    static boolean in(ScalarNode key, Node value) {
        return key.isPlain() && QUOTED_KEY.matcher(key.getValue()).matches() || switch (value) {
            case ScalarNode text -> enclosed(text);
            case SequenceNode list -> list.getValue().stream().anyMatch(item -> item instanceof ScalarNode text
                && (enclosed(text) || list.getFlowStyle() == FlowStyle.FLOW && text.isPlain() && text.getValue().contains("，")));
            default -> false;
        };
    }

    private static boolean enclosed(ScalarNode text) {
        return text.isPlain() && ENCLOSED.matcher(text.getValue()).matches();
    }
}
