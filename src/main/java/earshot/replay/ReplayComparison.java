package earshot.replay;

import static earshot.data.JsonMappers.strictTree;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.capture.RecordedConnection;
import earshot.data.TextLimit;
import earshot.event.Direction;
import earshot.replay.ComparedLine.Seen;
import earshot.turn.TurnStage;

/// Compares what a server said in two runs. Pure functions.
public final class ReplayComparison {
    private static final int LONGEST_TEXT = 300;

    private ReplayComparison() {}

    /// @param stuck what the server did not say in the second run, by connections; empty for two recordings
    public static ComparisonReport compare(List<RecordedConnection> recorded, List<RecordedConnection> played, Map<Integer, String> stuck) {
        List<Difference> differences = new ArrayList<>();
        if (recorded.size() != played.size()) {
            differences.add(new Difference.Connections(recorded.size(), played.size()));
        }
        for (int i = 0; i < Math.min(recorded.size(), played.size()); i++) {
            compare(i + 1, recorded.get(i), played.get(i), Optional.ofNullable(stuck.get(played.get(i).number())), differences);
        }
        return new ComparisonReport(counts(recorded), counts(played), differences, List.of());
    }

    private static void compare(int number, RecordedConnection recorded, RecordedConnection played, Optional<String> stuck, List<Difference> differences) {
        ConnectionComparison.of(number, recorded, played).stream().filter(line -> !line.same()).forEach(line -> {
            switch (line) {
                case ComparedLine.Connection _ -> { }
                case ComparedLine.Message message -> unknownWords(message, played).ifPresentOrElse(differences::add, () -> message(message, differences));
                case ComparedLine.Sound(int _, int turn, var pair, boolean _) -> differences
                    .add(new Difference.OtherSound(number, turn, value(pair.left()), value(pair.right())));
                case ComparedLine.Stage(int _, int turn, TurnStage stage, var pair, boolean _) -> differences
                    .add(new Difference.Slower(number, turn, stage, value(pair.left()), value(pair.right())));
                case ComparedLine.End(int _, int _, var pair) -> differences
                    .add(new Difference.OtherEnd(number, end(value(pair.left())), end(value(pair.right()))));
            }
        });
        stuck.ifPresent(answer -> differences.add(new Difference.Stuck(number, answer)));
    }

    private static <T> T value(Optional<Seen<T>> seen) {
        return seen.orElseThrow().value();
    }

    private static String end(OptionalInt code) {
        return code.isPresent() ? "closed by the server with " + code.getAsInt() : "left open by the server";
    }

    /// A server whose answer needs no words shows what the answer is called where they come too late.
    private static Optional<Difference> unknownWords(ComparedLine.Message message, RecordedConnection played) {
        Optional<String> before = text(message.pair().left());
        Optional<String> after = text(message.pair().right());
        boolean caption = message.kind().equals("stt") && before.isPresent() && after.isPresent()
            && SpokenTurn.of(played).stream().skip(Math.max(0, message.turn() - 1)).findFirst().stream().flatMap(turn -> turn.sentences().stream()).findFirst()
                .filter(sentence -> strictTree(sentence.text()).path("text").asText("").equals(after.get())).isPresent();
        return caption ? Optional.of(new Difference.UnknownWords(message.connection(), message.turn(), cut(before.get()), cut(after.get()))) : Optional.empty();
    }

    private static Optional<String> text(Optional<Seen<JsonNode>> message) {
        return message.map(seen -> seen.value().path("text").asText("")).filter(text -> !text.isEmpty());
    }

    private static void message(ComparedLine.Message message, List<Difference> differences) {
        Optional<JsonNode> recorded = message.pair().left().map(Seen::value);
        Optional<JsonNode> played = message.pair().right().map(Seen::value);
        if (played.isEmpty()) {
            differences.add(new Difference.Missing(message.connection(), message.kind(), cut(recorded.orElseThrow().toString())));
        } else if (recorded.isEmpty()) {
            differences.add(new Difference.Unexpected(message.connection(), message.kind(), cut(played.get().toString())));
        } else {
            values(message.connection(), message.kind(), "", recorded, played, differences);
        }
    }

    /// In what an answer to a boot request is another one.
    ///
    /// @param kind which request
    static List<Difference> values(String kind, JsonNode recorded, JsonNode played) {
        List<Difference> differences = new ArrayList<>();
        values(0, kind, "", Optional.of(recorded), Optional.of(played), differences);
        return differences;
    }

    private static void values(int number, String kind, String path, Optional<JsonNode> recorded, Optional<JsonNode> played, List<Difference> differences) {
        if (recorded.equals(played)) {
            return;
        }
        if (recorded.filter(JsonNode::isObject).isPresent() && played.filter(JsonNode::isObject).isPresent()) {
            SequencedSet<String> names = new LinkedHashSet<>();
            recorded.get().fieldNames().forEachRemaining(names::add);
            played.get().fieldNames().forEachRemaining(names::add);
            names.forEach(name -> values(number, kind, path.isEmpty() ? name : path + "." + name, Optional.ofNullable(recorded.get().get(name)),
                Optional.ofNullable(played.get().get(name)), differences));
        } else if (recorded.filter(JsonNode::isArray).isPresent() && played.filter(JsonNode::isArray).isPresent()
            && recorded.get().size() == played.get().size()) {
            IntStream.range(0, recorded.get().size())
                .forEach(i -> values(number, kind, path + "[" + i + "]", Optional.of(recorded.get().get(i)), Optional.of(played.get().get(i)), differences));
        } else {
            differences.add(new Difference.OtherValue(number, kind, path, recorded.map(node -> cut(node.toString())).orElse("nothing"),
                played.map(node -> cut(node.toString())).orElse("nothing")));
        }
    }

    private static String cut(String text) {
        return TextLimit.cut(text, LONGEST_TEXT);
    }

    private static ComparisonReport.Counts counts(List<RecordedConnection> connections) {
        return new ComparisonReport.Counts(connections.size(), connections.stream().mapToInt(one -> one.texts(Direction.OUT).size()).sum(),
            connections.stream().mapToInt(one -> one.packets(Direction.OUT).size()).sum(),
            connections.stream().mapToInt(one -> SpokenTurn.of(one).size()).sum());
    }
}
