package earshot.wire;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.data.TextLimit;

/// One line that says which message of a family it is, in the terms of the protocol.
final class FamilySummary {
    /// The fields that tell messages of one type apart.
    private static final List<String> FIELDS = List.of("event", "page", "action", "category", "intent", "status", "code", "id");
    private static final int MAX_CHARS = 40;

    private FamilySummary() {}

    static String of(JsonNode body) {
        return Stream.concat(Stream.of("type"), FIELDS.stream()).map(field -> body.path(field).asText("")).filter(text -> !text.isBlank())
            .map(text -> TextLimit.cut(text, MAX_CHARS)).collect(Collectors.joining(" "));
    }
}
