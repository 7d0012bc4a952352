package earshot.meeting.summary;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.data.JsonMappers;

/// Parses a model's answer as minutes: the whole as JSON, else the text between its outermost braces. Source: badge-protocol section 6.1.
/// Models think aloud, fence their answer, and return lists of objects or of lines; all of that is accepted.
final class MinutesParser {
    private static final List<String> LISTS = List.of("bullets", "decisions", "actions", "risks", "nextSteps");

    private MinutesParser() {}

    /// Empty when the answer is unusable: no object, or one without any of the fields.
    static Optional<MinutesFields> read(String text) {
        String said = withoutThoughts(text).strip();
        return Stream.of(said, between(said)).flatMap(candidate -> JsonMappers.object(candidate).stream()).findFirst()
            .filter(body -> body.hasNonNull("title") || LISTS.stream().anyMatch(body::has))
            .map(body -> new MinutesFields(body.path("title").isTextual() ? body.path("title").textValue() : "", items(body, "bullets"),
                items(body, "decisions"), items(body, "actions"), items(body, "risks"), items(body, "nextSteps")))
            .filter(fields -> !fields.empty());
    }

    private static String withoutThoughts(String text) {
        StringBuilder said = new StringBuilder();
        int from = 0;
        for (int open = text.indexOf("<think>"); open >= 0; open = text.indexOf("<think>", from)) {
            int close = text.indexOf("</think>", open);
            if (close < 0) {
                break;
            }
            said.append(text, from, open);
            from = close + "</think>".length();
        }
        return said.append(text, from, text.length()).toString();
    }

    /// Length of the JSON in an answer in characters, 0 when there is none.
    static int length(String text) {
        return JsonMappers.object(between(text)).isPresent() ? between(text).length() : 0;
    }

    private static String between(String text) {
        int from = text.indexOf('{');
        int to = text.lastIndexOf('}');
        return from < 0 || to < from ? "" : text.substring(from, to + 1);
    }

    private static List<String> items(ObjectNode body, String name) {
        JsonNode node = body.path(name);
        List<String> items = new ArrayList<>();
        if (node.isTextual()) {
            node.textValue().lines().map(line -> line.replaceFirst("^\\s*([-*•]|\\d+[.、)])\\s*", "")).forEach(items::add);
        }
        node.forEach(item -> items.add(words(item)));
        return items;
    }

    /// `{"task": "call", "owner": "Ann"}` is `call, Ann`.
    private static String words(JsonNode item) {
        if (!item.isContainerNode()) {
            return item.asText("");
        }
        List<String> words = new ArrayList<>();
        item.forEach(part -> words.add(words(part)));
        words.removeIf(String::isBlank);
        return String.join(", ", words);
    }
}
