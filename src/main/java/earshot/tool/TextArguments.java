package earshot.tool;

import static earshot.data.JsonMappers.STRICT_JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import earshot.llm.ToolDefinition;

/// The arguments of a tool that a model wrote in another form than JSON: as in a program, `level=30, name="lamp"`, or each in an element of its own.
final class TextArguments {
    private static final String OPENING = "([{";
    private static final String CLOSING = ")]}";

    private final JsonNode properties;

    /// @param tool empty when there is none of that name; then nothing is known of its arguments
    TextArguments(Optional<ToolDefinition> tool) {
        properties = tool.map(TextArguments::properties).orElseGet(STRICT_JSON::createObjectNode);
    }

    private static JsonNode properties(ToolDefinition tool) {
        try {
            return STRICT_JSON.readTree(tool.parameters()).path("properties");
        } catch (JsonProcessingException _) {
            return STRICT_JSON.createObjectNode();
        }
    }

    /// The index of the bracket that closes the one at `open`; -1 when it has not come yet.
    static int closing(CharSequence text, int open) {
        int depth = 0;
        char quote = 0;
        for (int i = open; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == '\\') {
                    i++;
                } else if (c == quote) {
                    quote = 0;
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (OPENING.indexOf(c) >= 0) {
                depth++;
            } else if (CLOSING.indexOf(c) >= 0 && --depth == 0) {
                return i;
            }
        }
        return -1;
    }

    /// Reads what is between the brackets of a call; empty when it is not a list of values, or names an argument that the tool does not have.
    Optional<ObjectNode> ofCall(String inside) {
        ObjectNode arguments = STRICT_JSON.createObjectNode();
        if (inside.isBlank()) {
            return Optional.of(arguments);
        }
        if (inside.strip().startsWith("{")) {
            return LooseJson.read(inside).filter(JsonNode::isObject).map(ObjectNode.class::cast);
        }
        Iterator<String> unnamed = properties.fieldNames();
        for (String part : split(inside.replaceFirst(",\\s*$", ""))) {
            Matcher named = Pattern.compile("\\s*([\\p{L}_][\\p{L}\\p{N}_.-]*)\\s*[=:]\\s*(.*)", Pattern.DOTALL).matcher(part);
            boolean hasName = named.matches();
            Optional<JsonNode> value = literal(hasName ? named.group(2) : part);
            if (value.isEmpty() || !hasName && !unnamed.hasNext() || hasName && !properties.isEmpty() && !properties.has(named.group(1))) {
                return Optional.empty();
            }
            arguments.set(hasName ? named.group(1) : unnamed.next(), value.get());
        }
        return Optional.of(arguments);
    }

    /// Whether an object holds arguments of the tool: no name in it is foreign.
    boolean areOfTool(ObjectNode arguments) {
        return properties.isEmpty() ? arguments.isEmpty() : arguments.propertyStream().allMatch(argument -> properties.has(argument.getKey()));
    }

    /// The value of one argument that stands between tags.
    JsonNode ofElement(String name, String written) {
        String text = written.strip();
        return properties.path(name).path("type").asText("").equals("string") ? TextNode.valueOf(text) : literal(text).orElseGet(() -> TextNode.valueOf(text));
    }

    private static List<String> split(String inside) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        int at = 0;
        while (at < inside.length()) {
            char c = inside.charAt(at);
            if (OPENING.indexOf(c) >= 0) {
                at = Math.max(at, closing(inside, at));
            } else if (c == '"' || c == '\'') {
                at = quoteEnd(inside, at);
            } else if (c == ',') {
                parts.add(inside.substring(from, at));
                from = at + 1;
            }
            at++;
        }
        parts.add(inside.substring(from));
        return parts;
    }

    private static int quoteEnd(String text, int from) {
        int at = from + 1;
        while (at < text.length() && text.charAt(at) != text.charAt(from)) {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at, text.length() - 1);
    }

    private static Optional<JsonNode> literal(String written) {
        String text = written.strip();
        return switch (text) {
            case "True", "true" -> Optional.of(BooleanNode.TRUE);
            case "False", "false" -> Optional.of(BooleanNode.FALSE);
            case "None", "null" -> Optional.of(NullNode.instance);
            default -> text.length() > 1 && text.startsWith("'") && quoteEnd(text, 0) == text.length() - 1
                ? Optional.of(TextNode.valueOf(text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1"))) : LooseJson.read(text);
        };
    }
}
