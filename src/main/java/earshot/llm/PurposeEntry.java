package earshot.llm;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// An entry of `llm_by_mode`: the model for one purpose. Source: badge-protocol section 4.2.
public record PurposeEntry(Optional<String> alias, ObjectNode overrides) {
    private static final List<String> NAMES = List.of("alias", "name", "module", "llm");
    private static final String OVERRIDES = "overrides";

    /// Parses all forms of an entry: a text, or an object with explicit or flat overrides. Anything else gives an empty entry. Explicit
    /// overrides, even empty ones, hide the flat keys.
    public static PurposeEntry parse(JsonNode entry) {
        if (!(entry instanceof ObjectNode object)) {
            return new PurposeEntry(entry.isTextual() ? text(entry) : Optional.empty(), JsonNodeFactory.instance.objectNode());
        }
        Optional<String> alias = NAMES.stream().map(object::path).flatMap(node -> text(node).stream()).findFirst();
        if (object.hasNonNull(OVERRIDES)) {
            return new PurposeEntry(alias, object.get(OVERRIDES) instanceof ObjectNode explicit ? explicit.deepCopy() : JsonNodeFactory.instance.objectNode());
        }
        ObjectNode flat = object.deepCopy();
        flat.remove(NAMES);
        flat.remove(OVERRIDES);
        return new PurposeEntry(alias, flat);
    }

    /// The text of a value, unless it is blank.
    static Optional<String> text(JsonNode node) {
        return node.isValueNode() && !node.isNull() ? Optional.of(node.asText().strip()).filter(text -> !text.isEmpty()) : Optional.empty();
    }
}
