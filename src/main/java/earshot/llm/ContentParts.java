package earshot.llm;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The content of one streamed message as a list of parts, as some providers send it: thoughts with their signatures stand in it beside the words, and
/// have to go back in their places. Not safe for use from several threads at once.
final class ContentParts {
    private static final String TYPE = "type";
    private static final String TEXT = "text";

    private final ArrayNode pieces = JSON.createArrayNode();
    /// What came as plain text behind them.
    private final StringBuilder text = new StringBuilder();

    /// @param piece a text, a part or a piece of one, or a list of them
    void add(JsonNode piece) {
        if (piece.isTextual()) {
            text.append(piece.textValue());
        } else if (piece.isObject()) {
            endText();
            pieces.add(piece);
        } else {
            piece.forEach(this::add);
        }
    }

    /// All parts, where one of them is not text for people; empty otherwise.
    Optional<ArrayNode> beyondText() {
        endText();
        return pieces.valueStream().anyMatch(MessageText::isNoText) ? Optional.of(joined(pieces)) : Optional.empty();
    }

    private void endText() {
        if (!text.isEmpty()) {
            pieces.addObject().put(TYPE, TEXT).put(TEXT, text.toString());
            text.setLength(0);
        }
    }

    /// The list with pieces of the same type that follow each other in one.
    private static ArrayNode joined(ArrayNode pieces) {
        ArrayNode parts = JSON.createArrayNode();
        for (int from = 0; from < pieces.size();) {
            int to = from + 1;
            while (to < pieces.size() && pieces.get(from).path(TYPE).isTextual() && pieces.get(to).path(TYPE).equals(pieces.get(from).path(TYPE))) {
                to++;
            }
            parts.add(to == from + 1 ? withJoinedLists(pieces.get(from)) : joined(pieces, from, to));
            from = to;
        }
        return parts;
    }

    private static JsonNode joined(ArrayNode pieces, int from, int to) {
        ExtraMembersCollector.Part part = new ExtraMembersCollector.Part();
        for (int i = from; i < to; i++) {
            for (Map.Entry<String, JsonNode> member : pieces.get(i).properties()) {
                if (i == from || !member.getKey().equals(TYPE)) {
                    part.add(member.getKey(), member.getValue());
                }
            }
        }
        return withJoinedLists(part.collected());
    }

    private static JsonNode withJoinedLists(JsonNode part) {
        JsonNode copy = part.deepCopy();
        if (copy instanceof ObjectNode whole) {
            whole.properties().forEach(member -> {
                if (member.getValue() instanceof ArrayNode list) {
                    member.setValue(joined(list));
                }
            });
        }
        return copy;
    }
}
