package earshot.ui.comparison;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.data.Alignment.Pair;
import earshot.data.ControlCharacters;
import earshot.data.TextLimit;
import earshot.replay.ComparedLine;
import earshot.replay.ComparedLine.Seen;
import earshot.ui.kit.DurationFormatter;
import earshot.ui.kit.StageStyle;
import earshot.ui.kit.Texts;

/// What a line of the comparison says.
record LineFormatter(Texts texts) {
    private static final int LONGEST_CELL = 300;
    private static final int LONGEST = 4_000;

    String what(ComparedLine line) {
        return switch (line) {
            case ComparedLine.Connection _ -> texts.get("comparison.connection", line.connection());
            case ComparedLine.Message message -> message.kind();
            case ComparedLine.Stage stage -> StageStyle.name(stage.stage(), texts);
            case ComparedLine.Sound _ -> texts.get("comparison.sound");
            case ComparedLine.End _ -> texts.get("comparison.end");
        };
    }

    /// In one line each; empty where a recording has it not. Of a message what is said, where that differs or all else is the same.
    Pair<String> brief(ComparedLine line) {
        if (line instanceof ComparedLine.Message(int _, int _, String _, String _, var pair)) {
            Optional<String> first = pair.left().flatMap(LineFormatter::words);
            Optional<String> second = pair.right().flatMap(LineFormatter::words);
            boolean words = line.same() || !first.equals(second) || pair.left().isEmpty() || pair.right().isEmpty();
            return new Pair<>(pair.left().map(seen -> cut(first.filter(_ -> words).orElseGet(() -> content(seen.value())), LONGEST_CELL)),
                pair.right().map(seen -> cut(second.filter(_ -> words).orElseGet(() -> content(seen.value())), LONGEST_CELL)));
        }
        return whole(line);
    }

    /// All of it; empty where a recording has it not.
    Pair<String> whole(ComparedLine line) {
        return switch (line) {
            case ComparedLine.Connection(int _, var pair) -> both(pair, _ -> texts.get("comparison.there"));
            case ComparedLine.Message(int _, int _, String _, String _, var pair) -> both(pair, json -> cut(json.toString(), LONGEST));
            case ComparedLine.Stage(int _, int _, var _, var pair, boolean _) -> both(pair, DurationFormatter::millis);
            case ComparedLine.Sound(int _, int _, var pair, boolean _) -> both(pair, frames -> texts.get("comparison.frames", frames));
            case ComparedLine.End(int _, int _, var pair) -> both(pair,
                code -> code.isPresent() ? texts.get("comparison.closed", Integer.toString(code.getAsInt())) : texts.get("comparison.open"));
        };
    }

    /// As [#whole], but of a message each field on a line of its own, without the marks of JSON.
    Pair<String> fields(ComparedLine line) {
        return line instanceof ComparedLine.Message(int _, int _, String _, String _, var pair)
            ? both(pair, json -> cut(String.join("\n", fields("", json).toList()), LONGEST)) : whole(line);
    }

    private static Stream<String> fields(String path, JsonNode node) {
        return switch (node) {
            case ObjectNode object when !object.isEmpty() -> object.properties().stream()
                .flatMap(field -> fields(path.isEmpty() ? field.getKey() : path + "." + field.getKey(), field.getValue()));
            case ArrayNode array when !array.isEmpty() -> IntStream.range(0, array.size()).boxed()
                .flatMap(i -> fields(path + "[" + i + "]", array.get(i)));
            default -> Stream.of((path.isEmpty() ? "" : path + ": ") + ControlCharacters.toSpaces(node.isTextual() ? node.asText() : node.toString()));
        };
    }

    private static <T> Pair<String> both(Pair<Seen<T>> pair, Function<T, String> text) {
        return new Pair<>(pair.left().map(seen -> text.apply(seen.value())), pair.right().map(seen -> text.apply(seen.value())));
    }

    private static Optional<String> words(Seen<JsonNode> seen) {
        return Optional.of(seen.value().path("text")).filter(JsonNode::isTextual).map(JsonNode::asText).filter(text -> !text.isBlank());
    }

    /// Without what every message has, or what its kind says.
    private static String content(JsonNode message) {
        if (!(message instanceof ObjectNode object)) {
            return message.toString();
        }
        ObjectNode rest = object.deepCopy().without(List.of("type", "session_id"));
        JsonNode payload = rest.path("payload");
        return (rest.size() == 1 && payload instanceof ObjectNode inner ? inner.without(List.of("jsonrpc", "id")) : rest).toString();
    }

    private static String cut(String text, int most) {
        return TextLimit.cut(text, most);
    }
}
