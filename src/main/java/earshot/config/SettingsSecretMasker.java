package earshot.config;

import module java.base;

import earshot.data.AddressSecrets;
import earshot.event.SecretMasker;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// Replaces the secrets in the text of a settings file by placeholders and restores them, so that the history can store the text
/// without the secrets.
final class SettingsSecretMasker {
    private static final Pattern PLACEHOLDER = Pattern.compile("⟦(s\\d{1,9})⟧");
    private static final Pattern WORD = Pattern.compile("[\\w-]++");

    private record Span(int from, int to) {}

    private SettingsSecretMasker() {}

    /// @param text of valid YAML
    /// @param name maps each secret, as written in the text, to a name
    static String redact(String text, Function<String, String> name) {
        String plain = YamlFile.unmarked(text);
        String mark = text.substring(0, text.length() - plain.length());
        List<Span> spans = new ArrayList<>();
        YamlFile.document(plain).ifPresent(root -> collect(root, false, spans, new IdentityHashMap<>()));
        String hidden = replaced(plain, inCharacters(plain, spans), name);
        return mark + replaced(hidden, inComments(hidden), name);
    }

    /// The text with these parts replaced. In one pass: a text of megabytes may hold thousands.
    private static String replaced(String text, List<Span> spans, Function<String, String> name) {
        StringBuilder hidden = new StringBuilder(text.length());
        int done = 0;
        for (Span span : spans) {
            hidden.append(text, done, span.from).append(placeholder(name.apply(text.substring(span.from, span.to))));
            done = span.to;
        }
        return hidden.append(text, done, text.length()).toString();
    }

    /// The parser counts code points.
    private static List<Span> inCharacters(String text, List<Span> spans) {
        List<Span> sorted = new ArrayList<>();
        int points = 0;
        int index = 0;
        for (Span span : spans.stream().distinct().sorted(Comparator.comparingInt(Span::from)).toList()) {
            if (span.from < points) {
                continue; // shared by an alias
            }
            int from = text.offsetByCodePoints(index, span.from - points);
            index = text.offsetByCodePoints(from, span.to - span.from);
            points = span.to;
            sorted.add(new Span(from, index));
        }
        return sorted;
    }

    /// The values of secret keys in comments: `# api_key: sk-…`.
    private static List<Span> inComments(String text) {
        List<Span> spans = new ArrayList<>();
        int lineEnd;
        // from one comment to the next: looked for from each line, a far one would be looked for once a line
        for (int comment = text.indexOf('#'); comment >= 0; comment = text.indexOf('#', lineEnd)) {
            int newline = text.indexOf('\n', comment);
            lineEnd = newline < 0 ? text.length() : newline;
            inComment(text, comment, lineEnd, spans);
        }
        return spans;
    }

    private static void inComment(String text, int from, int lineEnd, List<Span> spans) {
        if (AddressSecrets.in(text.substring(from, lineEnd))) {
            spans.add(new Span(from + 1, lineEnd));
            return;
        }
        Matcher words = WORD.matcher(text).region(from, lineEnd);
        int done = from;
        while (words.find()) {
            if (words.start() < done || !SecretMasker.isSecretKey(words.group())) {
                continue;
            }
            int i = words.end();
            i += i < lineEnd && "\"'".indexOf(text.charAt(i)) >= 0 ? 1 : 0;
            i = skipSpace(text, i, lineEnd);
            if (i >= lineEnd || text.charAt(i) != ':' && text.charAt(i) != '=') {
                continue;
            }
            int value = skipSpace(text, i + 1, lineEnd);
            if (value < lineEnd && text.charAt(value) == '⟦') {
                continue;
            }
            int end = value;
            while (end < lineEnd && text.charAt(end) != '#') {
                end++;
            }
            if (end > value) {
                spans.add(new Span(value, end));
                done = end;
            }
        }
    }

    private static int skipSpace(String text, int from, int end) {
        int i = from;
        while (i < end && Character.isWhitespace(text.charAt(i))) {
            i++;
        }
        return i;
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

    /// @param done the nodes looked at, and whether as secrets: aliases of aliases would be looked at exponentially often, or without end
    private static void collect(Node node, boolean secret, List<Span> spans, Map<Node, Boolean> done) {
        Boolean before = done.put(node, secret || done.getOrDefault(node, false));
        if (before != null && (before || !secret)) {
            return;
        }
        switch (node) {
            case MappingNode map -> {
                for (NodeTuple tuple : map.getValue()) {
                    boolean below = tuple.getKeyNode() instanceof ScalarNode key
                        && (SecretStore.isSecret(DottedKey.of(key.getValue())) || SecretStore.holdsSecrets(key.getValue()));
                    collect(tuple.getValueNode(), secret || below, spans, done);
                }
            }
            case SequenceNode list -> list.getValue().forEach(item -> collect(item, secret, spans, done));
            case ScalarNode scalar when (secret || AddressSecrets.in(scalar.getValue())) && scalar.getStartMark().getIndex() < scalar.getEndMark().getIndex() ->
                spans.add(new Span(scalar.getStartMark().getIndex(), scalar.getEndMark().getIndex()));
            default -> { }
        }
    }
}
