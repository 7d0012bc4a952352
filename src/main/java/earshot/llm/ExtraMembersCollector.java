package earshot.llm;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/// Puts the [ExtraMembers] of one streamed reply together: texts are concatenated, objects merged, arrays appended, anything else replaced.
/// Not safe for use from several threads at once.
final class ExtraMembersCollector {
    /// Of all values of one reply. Thoughts are the longest; what comes beyond is dropped, and the provider may refuse what is left.
    static final int MAX_BYTES = 1 << 20;

    private static final Set<String> OF_MESSAGE = Set.of("role", "content", "tool_calls", "function_call");
    private static final Set<String> OF_CALL = Set.of("index", "id", "type", "function");
    private static final Set<String> OF_FUNCTION = Set.of("name", "arguments");

    /// The members of one message, call or function.
    static final class Part {
        /// Texts, which come in thousands of pieces.
        private final Map<String, StringBuilder> texts = new HashMap<>();
        private final ObjectNode members = JSON.createObjectNode();

        void add(String name, JsonNode value) {
            if (value.isTextual()) {
                members.putIfAbsent(name, value);
                texts.computeIfAbsent(name, _ -> new StringBuilder()).append(value.textValue());
            } else {
                texts.remove(name);
                members.set(name, merged(members.path(name), value));
            }
        }

        ObjectNode collected() {
            texts.forEach((name, text) -> members.put(name, text.toString()));
            return members.deepCopy();
        }
    }

    private final Part message = new Part();
    private final ContentParts content = new ContentParts();
    private final Map<Integer, Part> calls = new TreeMap<>();
    private final Map<Integer, Part> functions = new TreeMap<>();
    private int bytes;

    /// Adds what is not known of a piece of the message.
    void addMessage(JsonNode piece) {
        add(piece, OF_MESSAGE, () -> message);
        JsonNode words = piece.path("content");
        if (!words.isMissingNode() && !words.isNull() && fits(Map.entry("content", words))) {
            content.add(words);
        }
    }

    /// Adds what is not known of a piece of a call, and of its function.
    void addCall(int index, JsonNode piece) {
        add(piece, OF_CALL, () -> calls.computeIfAbsent(index, _ -> new Part()));
        add(piece.path("function"), OF_FUNCTION, () -> functions.computeIfAbsent(index, _ -> new Part()));
    }

    /// Empty when all was known.
    Optional<ReplyDelta.Extra> collected() {
        Map<Integer, ObjectNode> byCall = new TreeMap<>();
        calls.forEach((index, call) -> byCall.put(index, call.collected()));
        functions.forEach((index, function) -> byCall.computeIfAbsent(index, _ -> JSON.createObjectNode()).set("function", function.collected()));
        ObjectNode ofMessage = message.collected();
        content.beyondText().ifPresent(parts -> ofMessage.set("content", parts));
        return ofMessage.isEmpty() && byCall.isEmpty() ? Optional.empty()
            : Optional.of(new ReplyDelta.Extra(new ExtraMembers(ofMessage),
                byCall.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, call -> new ExtraMembers(call.getValue())))));
    }

    private void add(JsonNode piece, Set<String> known, Supplier<Part> part) {
        for (Map.Entry<String, JsonNode> member : piece.properties()) {
            if (!known.contains(member.getKey()) && !member.getValue().isNull() && fits(member)) {
                part.get().add(member.getKey(), member.getValue());
            }
        }
    }

    private boolean fits(Map.Entry<String, JsonNode> member) {
        String text = member.getValue().isTextual() ? member.getValue().textValue() : member.getValue().toString();
        long added = utf8Length(member.getKey()) + utf8Length(text);
        if (bytes + added > MAX_BYTES) {
            return false;
        }
        bytes += (int) added;
        return true;
    }

    private static long utf8Length(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
        }
        return bytes;
    }

    private static JsonNode merged(JsonNode before, JsonNode value) {
        return switch (before) {
            case ObjectNode object when value.isObject() -> {
                value.properties().forEach(member -> object.set(member.getKey(), merged(object.path(member.getKey()), member.getValue())));
                yield object;
            }
            case ArrayNode array when value instanceof ArrayNode more -> array.addAll(more);
            // some gateways repeat the whole object, with its signature, in every piece
            case TextNode text when value.isTextual() -> text.equals(value) ? text : TextNode.valueOf(text.textValue() + value.textValue());
            default -> value.isNull() && !before.isMissingNode() ? before : value.deepCopy();
        };
    }
}
