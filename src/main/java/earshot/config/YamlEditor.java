package earshot.config;

import module java.base;

import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/// Edits values in the text of a YAML file in place. Everything else stays byte for byte: comments, blank lines, the order of
/// keys, quotes, line ends. Dumping the whole tree would reformat all of it.
final class YamlEditor {
    private final String text;
    private final String newline;

    private YamlEditor(String text) {
        this.text = text;
        this.newline = text.contains("\r\n") ? "\r\n" : "\n";
    }

    /// @param changes dotted key to value; a [SettingRemoval] removes the key, and a map that becomes empty with it
    /// @throws IllegalArgumentException when the text is not a map, or cannot be edited in place because values are shared by `&` and `*`
    static String change(String text, Map<String, Object> changes) {
        String now = YamlFile.unmarked(text);
        String mark = text.substring(0, text.length() - now.length());
        for (Map.Entry<String, Object> change : changes.entrySet()) {
            List<String> names = DottedKey.names(change.getKey());
            Optional<Object> value = Optional.of(change.getValue()).filter(given -> !(given instanceof SettingRemoval));
            String next = new YamlEditor(now).put(names, value);
            // the parser's marks are not always exact, so the new text must parse to the intended values
            SettingsTree meant = values(now).with(change.getKey(), value.filter(given -> given != SettingsTree.EXPLICIT_NULL).orElse(null));
            if (!YamlFormatter.sorted(values(next).root()).equals(YamlFormatter.sorted(meant.root()))) {
                throw new IllegalArgumentException(change.getKey() + " cannot be changed in place; edit the file by hand");
            }
            now = next;
        }
        return mark + now;
    }

    private static SettingsTree values(String text) {
        return switch (YamlFile.read(text)) {
            case YamlFile.Content.Read read -> read.tree();
            case YamlFile.Content.Absent _ -> SettingsTree.EMPTY;
            case YamlFile.Content.Unreadable why -> throw new IllegalArgumentException("line " + why.line() + ": " + why.reason());
        };
    }

    private String put(List<String> names, Optional<Object> value) {
        if (!(YamlFile.document(text).orElse(null) instanceof MappingNode root)) {
            return value.map(present -> withLines(text.length(), YamlFormatter.block(names, present, 0))).orElse(text);
        }
        List<MappingNode> maps = new ArrayList<>(List.of(root));
        List<NodeTuple> path = new ArrayList<>();
        for (int i = 0; ; i++) {
            MappingNode map = maps.getLast();
            Optional<NodeTuple> found = find(map, names.get(i));
            List<String> rest = names.subList(i + 1, names.size());
            if (found.isEmpty()) {
                List<String> missing = names.subList(i, names.size());
                return value.map(present -> add(map, missing, present)).orElse(text);
            }
            NodeTuple tuple = found.get();
            path.add(tuple);
            if (rest.isEmpty()) {
                return value.map(present -> replace(map, tuple, present)).orElseGet(() -> remove(maps, path));
            }
            if (tuple.getValueNode() instanceof MappingNode inner) {
                maps.add(inner);
            } else {
                return value.map(present -> nest(map, tuple, rest, present)).orElse(text);
            }
        }
    }

    private String add(MappingNode map, List<String> names, Object value) {
        if (flow(map)) {
            String entry = YamlFormatter.scalar(names.getFirst()) + ": " + YamlFormatter.inline(nested(names.subList(1, names.size()), value));
            return map.getValue().isEmpty() ? splice(offset(map.getEndMark()) - 1, offset(map.getEndMark()) - 1, entry)
                : splice(end(map.getValue().getLast()), end(map.getValue().getLast()), ", " + entry);
        }
        int column = map.getValue().getFirst().getKeyNode().getStartMark().getColumn();
        return withLines(lineEnd(end(map.getValue().getLast())), YamlFormatter.block(names, value, column));
    }

    /// Replaces a value that is not a map by one.
    private String nest(MappingNode map, NodeTuple tuple, List<String> names, Object value) {
        boolean empty = tuple.getValueNode() instanceof ScalarNode scalar && offset(scalar.getStartMark()) == offset(scalar.getEndMark());
        if (flow(map) || !empty) {
            return replace(map, tuple, nested(names, value));
        }
        int column = tuple.getKeyNode().getStartMark().getColumn();
        return withLines(lineEnd(colon(tuple)), YamlFormatter.block(names, value, column + 2));
    }

    private String replace(MappingNode map, NodeTuple tuple, Object value) {
        Node old = tuple.getValueNode();
        int colon = colon(tuple);
        int start = offset(old.getStartMark());
        int end = end(tuple);
        if (start < colon) {
            return splice(colon + 1, end, " " + YamlFormatter.inline(value));
        }
        if (start == end) {
            return splice(colon + 1, colon + 1, " " + YamlFormatter.inline(value));
        }
        boolean below = lineStart(start) > colon;
        if (!below || flow(map)) {
            return splice(start, end, YamlFormatter.inline(value));
        }
        boolean collection = value instanceof Map<?, ?> inner && !inner.isEmpty() || value instanceof List<?> list && !list.isEmpty();
        if (collection && old instanceof CollectionNode<?> && !flow(old)) {
            // a list may start in the column of its key, a map may not
            int least = value instanceof Map ? tuple.getKeyNode().getStartMark().getColumn() + 2 : 0;
            return splice(lineStart(start), end, String.join(newline, YamlFormatter.lines(value, Math.max(least, old.getStartMark().getColumn()))));
        }
        // the value moves to the line of its key; a comment on that line stays after it
        int before = lineStart(start) - newline.length();
        return text.substring(0, colon + 1) + " " + YamlFormatter.inline(value) + text.substring(colon + 1, before) + text.substring(end);
    }

    private String remove(List<MappingNode> maps, List<NodeTuple> path) {
        int level = path.size() - 1;
        while (level > 0 && maps.get(level).getValue().size() == 1) {
            level--;
        }
        MappingNode map = maps.get(level);
        NodeTuple tuple = path.get(level);
        int start = offset(tuple.getKeyNode().getStartMark());
        if (!flow(map)) {
            int end = lineEnd(end(tuple));
            int next = text.startsWith("\r\n", end) ? end + 2 : text.startsWith("\n", end) ? end + 1 : end;
            boolean unended = next == end && lineStart(start) > 0;
            return splice(unended ? lineStart(start) - newline.length() : lineStart(start), next, "");
        }
        int index = map.getValue().indexOf(tuple);
        if (index + 1 < map.getValue().size()) {
            return splice(start, offset(map.getValue().get(index + 1).getKeyNode().getStartMark()), "");
        }
        return splice(index == 0 ? start : end(map.getValue().get(index - 1)), end(tuple), "");
    }

    /// The index of a mark in the text; the parser counts code points.
    private int offset(Mark mark) {
        return text.offsetByCodePoints(0, mark.getIndex());
    }

    private int colon(NodeTuple tuple) {
        int colon = text.indexOf(':', offset(tuple.getKeyNode().getEndMark()));
        if (colon < 0) {
            throw new IllegalArgumentException("no colon behind a key");
        }
        return colon;
    }

    private int end(NodeTuple tuple) {
        int key = offset(tuple.getKeyNode().getEndMark());
        if (offset(tuple.getValueNode().getStartMark()) >= key) {
            return end(tuple.getValueNode());
        }
        // an alias: its node has the position of its anchor
        int end = text.indexOf('*', key) + 1;
        while (end < text.length() && ",]}# \t\r\n".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    /// The end of a node. The parser ends a block collection where the next node starts, which would include the comments between.
    private int end(Node node) {
        return switch (node) {
            case MappingNode map when !flow(map) && !map.getValue().isEmpty() -> end(map.getValue().getLast());
            case CollectionNode<?> list when !flow(list) && !list.getValue().isEmpty() && list.getValue().getLast() instanceof Node last -> end(last);
            case ScalarNode scalar when scalar.getScalarStyle() == ScalarStyle.LITERAL || scalar.getScalarStyle() == ScalarStyle.FOLDED -> {
                int end = offset(scalar.getEndMark());
                while (end > offset(scalar.getStartMark()) && Character.isWhitespace(text.charAt(end - 1))) {
                    end--;
                }
                yield end;
            }
            default -> offset(node.getEndMark());
        };
    }

    private int lineStart(int index) {
        return text.lastIndexOf('\n', index - 1) + 1;
    }

    private int lineEnd(int index) {
        int end = text.indexOf('\n', index);
        return end < 0 ? text.length() : end > 0 && text.charAt(end - 1) == '\r' ? end - 1 : end;
    }

    private String splice(int from, int to, String fresh) {
        return text.substring(0, from) + fresh + text.substring(to);
    }

    /// Inserts lines after the line that ends at an index.
    private String withLines(int index, List<String> lines) {
        boolean fresh = index == 0 || index == text.length() && text.endsWith("\n");
        boolean last = index == text.length() && !fresh;
        String block = String.join(newline, lines);
        return splice(index, index, fresh ? block + newline : newline + block + (last ? newline : ""));
    }

    private static Optional<NodeTuple> find(MappingNode map, String name) {
        return map.getValue().stream().filter(tuple -> tuple.getKeyNode() instanceof ScalarNode scalar && scalar.getValue().equals(name))
            .reduce((_, last) -> last);
    }

    private static Object nested(List<String> names, Object value) {
        return names.isEmpty() ? value : Map.of(names.getFirst(), nested(names.subList(1, names.size()), value));
    }

    private static boolean flow(Node node) {
        return node instanceof CollectionNode<?> collection && collection.getFlowStyle() == FlowStyle.FLOW;
    }
}
