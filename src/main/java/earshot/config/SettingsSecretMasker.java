package earshot.config;

import module java.base;

import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// Replaces the secrets in the text of a settings file by placeholders and restores them, so that the history can store the text
/// without the secrets.
final class SettingsSecretMasker {
    private static final Pattern PLACEHOLDER = Pattern.compile("⟦(s\\d{1,9})⟧");
    /// A secret with its key, which counts in a comment; the rest of a key is short, so that a long run of these words costs nothing.
    private static final Pattern KEY_AND_VALUE =
        Pattern.compile("(?i)(?:api_?key|token|secret|password|authorization)[\\w-]{0,64}+[\"']?\\s{0,16}+[:=]\\s{0,16}+([^\\s#⟦][^\\n#]*+)");

    private record Span(int from, int to) {}

    private SettingsSecretMasker() {}

    /// @param text of valid YAML
    /// @param name maps each secret, as written in the text, to a name
    static String redact(String text, Function<String, String> name) {
        List<Span> spans = new ArrayList<>();
        String plain = YamlFile.unmarked(text);
        int mark = text.length() - plain.length();
        Node root = YamlFile.yaml().compose(new StringReader(plain));
        if (root != null) {
            collect(plain, root, false, spans);
        }
        StringBuilder hidden = new StringBuilder(plain);
        spans.stream().distinct().sorted(Comparator.comparingInt(Span::from).reversed())
            .forEach(span -> hidden.replace(span.from, span.to, placeholder(name.apply(plain.substring(span.from, span.to)))));
        KEY_AND_VALUE.matcher(hidden).results().filter(one -> inComment(hidden, one.start())).toList().reversed().forEach(one -> hidden.replace(one.start(1), one.end(1), placeholder(name.apply(one.group(1)))));
        return text.substring(0, mark) + hidden;
    }

    private static boolean inComment(CharSequence text, int at) {
        int i = at - 1;
        while (i >= 0 && text.charAt(i) != '#' && text.charAt(i) != '\n') {
            i--;
        }
        return i >= 0 && text.charAt(i) == '#';
    }

    static String restore(String hidden, Map<String, Object> secrets) {
        return PLACEHOLDER.matcher(hidden).replaceAll(match -> Matcher.quoteReplacement(String.valueOf(secrets.getOrDefault(match.group(1), match.group()))));
    }

    /// The names of the secrets replaced in a text.
    static List<String> secretNames(String hidden) {
        return PLACEHOLDER.matcher(hidden).results().map(match -> match.group(1)).toList();
    }

    private static String placeholder(String name) {
        return "⟦" + name + "⟧";
    }

    private static void collect(String text, Node node, boolean secret, List<Span> spans) {
        switch (node) {
            case MappingNode map -> {
                for (NodeTuple tuple : map.getValue()) {
                    boolean below = tuple.getKeyNode() instanceof ScalarNode key && SecretStore.isSecret(DottedKey.of(key.getValue()));
                    collect(text, tuple.getValueNode(), secret || below, spans);
                }
            }
            case SequenceNode list -> list.getValue().forEach(item -> collect(text, item, secret, spans));
            case ScalarNode scalar when secret && scalar.getStartMark().getIndex() < scalar.getEndMark().getIndex() ->
                spans.add(new Span(text.offsetByCodePoints(0, scalar.getStartMark().getIndex()), text.offsetByCodePoints(0, scalar.getEndMark().getIndex())));
            default -> { }
        }
    }
}
