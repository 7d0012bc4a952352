package earshot.tool;

import static earshot.data.JsonMappers.STRICT_JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import earshot.data.JsonEndFinder;

/// Reads JSON as models write it: as it should be, else as Python writes it, with single quotes, `True`, `None` and a last comma, with names without quotes, or
/// without the last brackets.
final class LooseJson {
    private static final ObjectMapper PYTHON = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES, JsonReadFeature.ALLOW_TRAILING_COMMA, JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES,
            JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
        .build();
    /// A text in quotes, or a word outside of one.
    private static final Pattern TEXT_OR_WORD = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*+\"|'(?:\\\\.|[^'\\\\])*+'|\\b(?:True|False|None)\\b", Pattern.DOTALL);
    private static final Map<String, String> WORDS = Map.of("True", "true", "False", "false", "None", "null");

    private LooseJson() {}

    /// The value of a whole text; empty when it is none.
    static Optional<JsonNode> read(String text) {
        try {
            return Optional.of(STRICT_JSON.readTree(text)).filter(node -> !node.isMissingNode());
        } catch (JsonProcessingException _) {
            return readPython(text);
        }
    }

    /// The value of a text of which brackets at the end are missing; empty when it is none either way.
    static Optional<JsonNode> completed(String text) {
        return Stream.of("}", "}}", "}]", "}}]", "}]}").flatMap(end -> read(text.strip() + end).stream()).findFirst();
    }

    /// The value that a text holds several times, as gateways do that repeat what they have sent; empty when it is none.
    static Optional<JsonNode> once(String text) {
        String one = text.strip();
        OptionalInt end = new JsonEndFinder().end(one, 0);
        if (end.isEmpty() || end.getAsInt() == one.length()) {
            return Optional.empty();
        }
        String first = one.substring(0, end.getAsInt());
        return one.replace(first, "").isBlank() ? read(first) : Optional.empty();
    }

    private static Optional<JsonNode> readPython(String text) {
        try {
            String plain = TEXT_OR_WORD.matcher(text).replaceAll(found -> Matcher.quoteReplacement(WORDS.getOrDefault(found.group(), found.group())));
            return Optional.of(PYTHON.readTree(plain)).filter(node -> !node.isMissingNode());
        } catch (JsonProcessingException _) {
            return Optional.empty();
        }
    }
}
