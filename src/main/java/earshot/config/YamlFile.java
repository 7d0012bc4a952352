package earshot.config;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/// A YAML file of settings: reading makes plain values only, writing keeps comments and unknown keys and replaces the
/// file in one step.
record YamlFile(Path path) {
    /// What reading gave.
    sealed interface Content {
        record Read(Values values) implements Content {}

        record Absent() implements Content {}

        /// @param line from 1, `–` where nobody knows
        record Unreadable(String line, String reason) implements Content {}
    }

    /// Never throws.
    Content read() {
        try {
            return read(text());
        } catch (NoSuchFileException e) {
            return new Content.Absent();
        } catch (CharacterCodingException e) {
            return new Content.Unreadable("–", "the file is not written in UTF-8");
        } catch (IOException e) {
            return new Content.Unreadable("–", e.getClass().getSimpleName() + " " + e.getMessage());
        }
    }

    static Content read(String text) {
        try {
            return new Content.Read(Values.copyOf(yaml(false).load(text)));
        } catch (MarkedYAMLException e) {
            String line = e.getProblemMark() == null ? "–" : String.valueOf(e.getProblemMark().getLine() + 1);
            return new Content.Unreadable(line, String.valueOf(e.getProblem()));
        } catch (YAMLException | IllegalArgumentException e) {
            return new Content.Unreadable("–", String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        } catch (StackOverflowError e) {
            return new Content.Unreadable("–", "the file is nested too deeply");
        }
    }

    /// Lays values over the file. Null takes a key out.
    ///
    /// @param changes dotted key to value
    /// @throws IOException when the file cannot be written; it is then as before
    void change(Map<String, Object> changes) throws IOException {
        Yaml yaml = yaml(true);
        String before = Files.exists(path) ? text() : "";
        Node root = yaml.compose(new StringReader(before));
        MappingNode map = root instanceof MappingNode mapping ? mapping : new MappingNode(Tag.MAP, new ArrayList<>(), DumperOptions.FlowStyle.BLOCK);
        changes.forEach((key, value) -> put(map, List.of(key.split("\\.")), value));
        StringWriter text = new StringWriter();
        if (!map.getValue().isEmpty()) {
            yaml.serialize(map, text);
        }
        replace(text.toString());
    }

    private String text() throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private void replace(String text) throws IOException {
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        Files.createDirectories(path.toAbsolutePath().getParent());
        try (FileChannel file = FileChannel.open(fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        }
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void put(MappingNode map, List<String> keys, Object value) {
        String key = keys.getFirst();
        Optional<NodeTuple> present = map.getValue().stream().filter(tuple -> tuple.getKeyNode() instanceof ScalarNode scalar && scalar.getValue().equals(key)).findFirst();
        if (keys.size() > 1) {
            if (value == null && present.isEmpty()) {
                return;
            }
            MappingNode inner = present.map(NodeTuple::getValueNode).filter(MappingNode.class::isInstance).map(MappingNode.class::cast)
                .orElseGet(() -> new MappingNode(Tag.MAP, new ArrayList<>(), DumperOptions.FlowStyle.BLOCK));
            put(inner, keys.subList(1, keys.size()), value);
            set(map, present, key, inner.getValue().isEmpty() ? null : inner);
        } else {
            set(map, present, key, value == null ? null : yaml(false).represent(value));
        }
    }

    private static void set(MappingNode map, Optional<NodeTuple> present, String key, Node value) {
        List<NodeTuple> tuples = map.getValue();
        int at = present.map(tuples::indexOf).orElse(-1);
        if (value == null) {
            if (at >= 0) {
                tuples.remove(at);
            }
        } else if (at >= 0) {
            Node old = tuples.get(at).getValueNode();
            if (old != value) {
                value.setInLineComments(old.getInLineComments());
                value.setEndComments(old.getEndComments());
                value.setBlockComments(old.getBlockComments());
            }
            tuples.set(at, new NodeTuple(tuples.get(at).getKeyNode(), value));
        } else {
            tuples.add(new NodeTuple(yaml(false).represent(key), value));
        }
    }

    private static Yaml yaml(boolean comments) {
        LoaderOptions reading = new LoaderOptions();
        reading.setMaxAliasesForCollections(50);
        reading.setNestingDepthLimit(40);
        reading.setProcessComments(comments);
        DumperOptions writing = new DumperOptions();
        writing.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        writing.setProcessComments(comments);
        writing.setAllowUnicode(true);
        return new Yaml(new SafeConstructor(reading), new Representer(writing), writing, reading);
    }
}
