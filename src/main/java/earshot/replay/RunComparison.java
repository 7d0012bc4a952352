package earshot.replay;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.capture.RecordedConnection;
import earshot.capture.SessionEntry;
import earshot.data.Alignment;
import earshot.data.TextLimit;
import earshot.event.Direction;
import earshot.server.CloseStatus;
import earshot.turn.TurnStage;

/// Compares what a server said in two runs. Pure functions.
public final class RunComparison {
    private static final int LONGEST_TEXT = 300;

    private RunComparison() {}

    /// @param stuck what the server did not say in the second run, by connections; empty for two recordings
    public static ComparisonReport compare(List<RecordedConnection> recorded, List<RecordedConnection> played, Map<Integer, String> stuck) {
        List<Difference> differences = new ArrayList<>();
        if (recorded.size() != played.size()) {
            differences.add(new Difference.Connections(recorded.size(), played.size()));
        }
        for (int i = 0; i < Math.min(recorded.size(), played.size()); i++) {
            compare(i + 1, recorded.get(i), played.get(i), Optional.ofNullable(stuck.get(played.get(i).number())), differences);
        }
        return new ComparisonReport(counts(recorded), counts(played), differences);
    }

    private static void compare(int number, RecordedConnection recorded, RecordedConnection played, Optional<String> stuck, List<Difference> differences) {
        texts(number, recorded, played, differences);
        turns(number, SpokenTurn.of(recorded), SpokenTurn.of(played), differences);
        String endRecorded = end(recorded);
        String endPlayed = end(played);
        if (!endRecorded.equals(endPlayed)) {
            differences.add(new Difference.OtherEnd(number, endRecorded, endPlayed));
        }
        stuck.ifPresent(answer -> differences.add(new Difference.Stuck(number, answer)));
    }

    /// A device that hangs up and a recording that ends are the same: nothing of the server.
    private static String end(RecordedConnection connection) {
        return connection.closed().map(SessionEntry.Closed::status).filter(status -> status.cause() != CloseStatus.Cause.DEVICE).map(status -> "closed by the server with " + status.code()).orElse("left open by the server");
    }

    private record Said(AnswerKey key, JsonNode content) {
        String text() {
            return cut(content.toString());
        }
    }

    private static void texts(int number, RecordedConnection recorded, RecordedConnection played, List<Difference> differences) {
        SequencedMap<String, List<Said>> before = said(recorded);
        SequencedMap<String, List<Said>> after = said(played);
        Stream.concat(before.sequencedKeySet().stream(), after.sequencedKeySet().stream()).distinct().forEach(lane ->
            Alignment.of(before.getOrDefault(lane, List.of()), after.getOrDefault(lane, List.of()), Said::key).forEach(pair -> {
                if (pair.right().isEmpty()) {
                    differences.add(new Difference.Missing(number, pair.left().orElseThrow().key().toString(), pair.left().orElseThrow().text()));
                } else if (pair.left().isEmpty()) {
                    differences.add(new Difference.Unexpected(number, pair.right().orElseThrow().key().toString(), pair.right().orElseThrow().text()));
                } else {
                    values(number, pair.left().get().key().toString(), "", Optional.of(pair.left().get().content()), Optional.of(pair.right().get().content()), differences);
                }
            }));
    }

    /// How many sentences of an answer had begun when the device cut it short depends on milliseconds.
    private static SequencedMap<String, List<Said>> said(RecordedConnection connection) {
        Set<SessionEntry.Text> cut = SpokenTurn.of(connection).stream().filter(SpokenTurn::cut).flatMap(turn -> turn.sentences().stream()).collect(Collectors.toSet());
        return connection.texts(Direction.OUT).stream().filter(text -> !cut.contains(text)).map(text -> new Said(AnswerKey.of(VolatileFields.tree(text.text())), VolatileFields.without(text.text())))
            .collect(Collectors.groupingBy(said -> said.key().lane(), LinkedHashMap::new, Collectors.toList()));
    }

    private static void values(int number, String kind, String path, Optional<JsonNode> recorded, Optional<JsonNode> played, List<Difference> differences) {
        if (recorded.equals(played)) {
            return;
        }
        if (recorded.filter(JsonNode::isObject).isPresent() && played.filter(JsonNode::isObject).isPresent()) {
            SequencedSet<String> names = new LinkedHashSet<>();
            recorded.get().fieldNames().forEachRemaining(names::add);
            played.get().fieldNames().forEachRemaining(names::add);
            names.forEach(name -> values(number, kind, path.isEmpty() ? name : path + "." + name, Optional.ofNullable(recorded.get().get(name)), Optional.ofNullable(played.get().get(name)), differences));
        } else if (recorded.filter(JsonNode::isArray).isPresent() && played.filter(JsonNode::isArray).isPresent() && recorded.get().size() == played.get().size()) {
            IntStream.range(0, recorded.get().size()).forEach(i -> values(number, kind, path + "[" + i + "]", Optional.of(recorded.get().get(i)), Optional.of(played.get().get(i)), differences));
        } else {
            differences.add(new Difference.OtherValue(number, kind, path, recorded.map(node -> cut(node.toString())).orElse("nothing"), played.map(node -> cut(node.toString())).orElse("nothing")));
        }
    }

    private static String cut(String text) {
        return TextLimit.cut(text, LONGEST_TEXT);
    }

    private static void turns(int number, List<SpokenTurn> recorded, List<SpokenTurn> played, List<Difference> differences) {
        // how many there are is seen by their messages
        for (int i = 0; i < Math.min(recorded.size(), played.size()); i++) {
            int turn = i + 1;
            SpokenTurn before = recorded.get(i);
            SpokenTurn after = played.get(i);
            boolean cut = before.cut() || after.cut();
            if (cut ? (before.frames() == 0) != (after.frames() == 0) : Tolerance.otherLength(before.frames(), after.frames())) {
                differences.add(new Difference.OtherSound(number, turn, before.frames(), after.frames()));
            }
            for (TurnStage stage : TurnStage.values()) {
                Optional<Duration> took = Optional.ofNullable(before.stages().get(stage));
                Optional<Duration> takes = Optional.ofNullable(after.stages().get(stage));
                if (took.isPresent() && takes.isPresent() && !(cut && stage == TurnStage.PLAYOUT) && Tolerance.slower(took.get(), takes.get())) {
                    differences.add(new Difference.Slower(number, turn, stage, took.get(), takes.get()));
                }
            }
        }
    }

    private static ComparisonReport.Counts counts(List<RecordedConnection> connections) {
        return new ComparisonReport.Counts(connections.size(), connections.stream().mapToInt(one -> one.texts(Direction.OUT).size()).sum(), connections.stream().mapToInt(one -> one.packets(Direction.OUT).size()).sum(),
            connections.stream().mapToInt(one -> SpokenTurn.of(one).size()).sum());
    }
}
