package earshot.coding;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.data.JsonMappers;

/// Reads a model's answer: the whole as JSON, else what stands between its outermost brackets, else what begins before its first key. Of an object
/// only the four lists count. Source: badge-protocol section 7.1.
final class InsightParser {
    private static final List<String> KEYS = List.of("insights", "risks", "actions", "nextSteps");

    private InsightParser() {}

    /// Empty when the answer has none of the lists, or nothing in them.
    static Optional<Insight> read(String answer) {
        String said = answer.strip();
        return Stream.<Supplier<String>>of(() -> said, () -> between(said, said.indexOf('{')),
            () -> between(said, said.lastIndexOf('{', Math.max(0, said.indexOf("\"" + KEYS.getFirst() + "\"")))))
            .map(Supplier::get).flatMap(candidate -> JsonMappers.object(candidate).stream()).filter(body -> KEYS.stream().anyMatch(body::has)).findFirst()
            .map(body -> new Insight(items(body, "insights"), items(body, "risks"), items(body, "actions"), items(body, "nextSteps")))
            .filter(insight -> !insight.isEmpty());
    }

    private static String between(String text, int from) {
        int to = text.lastIndexOf('}');
        return from < 0 || to < from ? "" : text.substring(from, to + 1);
    }

    /// A list of texts; one text counts as a list, and an object as its values.
    private static List<String> items(ObjectNode body, String key) {
        JsonNode node = body.path(key);
        return node.isArray() ? StreamSupport.stream(node.spliterator(), false).map(InsightParser::words).toList()
            : node.isTextual() ? node.textValue().lines().toList() : List.of();
    }

    private static String words(JsonNode item) {
        return item.isObject()
            ? StreamSupport.stream(item.spliterator(), false).map(part -> part.asText("")).filter(text -> !text.isBlank()).collect(Collectors.joining(", "))
            : item.asText("");
    }
}
