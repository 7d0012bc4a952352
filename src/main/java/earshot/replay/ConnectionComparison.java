package earshot.replay;

import static earshot.data.JsonMappers.strictTree;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.capture.RecordedConnection;
import earshot.capture.SessionEntry;
import earshot.data.Alignment;
import earshot.data.Alignment.Pair;
import earshot.event.Direction;
import earshot.replay.ComparedLine.Seen;
import earshot.server.CloseStatus;
import earshot.turn.TurnStage;

/// One connection in two recordings. Here is judged what is the same. Pure functions.
final class ConnectionComparison {
    private final int number;
    private final RecordedConnection first;
    private final RecordedConnection second;
    private final List<SpokenTurn> firstTurns;
    private final List<SpokenTurn> secondTurns;

    private record Said(AnswerKey key, Seen<JsonNode> content) {}

    private ConnectionComparison(int number, RecordedConnection first, RecordedConnection second) {
        this.number = number;
        this.first = first;
        this.second = second;
        firstTurns = SpokenTurn.of(first);
        secondTurns = SpokenTurn.of(second);
    }

    /// Messages by their families, then the answers, then the end.
    ///
    /// @param number of the connection, from 1
    static List<ComparedLine> of(int number, RecordedConnection first, RecordedConnection second) {
        ConnectionComparison comparison = new ConnectionComparison(number, first, second);
        return Stream.of(comparison.messages(), comparison.answers(), Stream.of(comparison.end())).flatMap(Function.identity()).toList();
    }

    private Stream<ComparedLine> messages() {
        Set<SessionEntry.Text> cut = cutSentences();
        SequencedMap<String, List<Said>> before = said(first, cut);
        SequencedMap<String, List<Said>> after = said(second, cut);
        return Stream.concat(before.sequencedKeySet().stream(), after.sequencedKeySet().stream()).distinct()
            .flatMap(lane -> Alignment.of(before.getOrDefault(lane, List.of()), after.getOrDefault(lane, List.of()), Said::key).stream()).map(this::message);
    }

    private ComparedLine message(Pair<Said> pair) {
        int turn = pair.left().map(said -> turn(firstTurns, said)).or(() -> pair.right().map(said -> turn(secondTurns, said))).orElse(0);
        AnswerKey key = pair.left().or(pair::right).orElseThrow().key();
        return new ComparedLine.Message(number, turn, key.lane(), key.toString(), new Pair<>(pair.left().map(Said::content), pair.right().map(Said::content)));
    }

    private static int turn(List<SpokenTurn> turns, Said said) {
        return (int) turns.stream().takeWhile(turn -> turn.nanos() <= said.content().nanos()).count();
    }

    /// How many sentences of an answer had begun when the device cut it short, and whether it came in time to do so, depends on milliseconds.
    private Set<SessionEntry.Text> cutSentences() {
        return Stream.of(firstTurns, secondTurns)
            .flatMap(turns -> IntStream.range(0, turns.size()).filter(this::cut).mapToObj(turns::get))
            .flatMap(turn -> turn.sentences().stream()).collect(Collectors.toSet());
    }

    /// Whether the device ended this answer in one of the recordings.
    private boolean cut(int turn) {
        return Stream.of(firstTurns, secondTurns).anyMatch(turns -> turn < turns.size() && turns.get(turn).cut());
    }

    private static SequencedMap<String, List<Said>> said(RecordedConnection connection, Set<SessionEntry.Text> cut) {
        return connection.texts(Direction.OUT).stream().filter(text -> !cut.contains(text))
            .map(text -> new Said(AnswerKey.of(strictTree(text.text())), new Seen<>(text.nanos(), VolatileFields.without(text.text()))))
            .collect(Collectors.groupingBy(said -> said.key().lane(), LinkedHashMap::new, Collectors.toList()));
    }

    /// How many there are is seen by their messages.
    private Stream<ComparedLine> answers() {
        return IntStream.range(0, Math.min(firstTurns.size(), secondTurns.size())).boxed()
            .flatMap(i -> answer(i + 1, firstTurns.get(i), secondTurns.get(i), cut(i)));
    }

    private Stream<ComparedLine> answer(int turn, SpokenTurn before, SpokenTurn after, boolean cut) {
        boolean sameSound = cut ? (before.frames() == 0) == (after.frames() == 0) : !Tolerance.otherLength(before.frames(), after.frames());
        ComparedLine sound = new ComparedLine.Sound(number, turn,
            new Pair<>(Optional.of(new Seen<>(before.nanos(), before.frames())), Optional.of(new Seen<>(after.nanos(), after.frames()))), sameSound);
        Stream<ComparedLine> stages = Stream.of(TurnStage.values()).filter(stage -> before.stages().containsKey(stage) || after.stages().containsKey(stage))
            .map(stage -> stage(turn, stage, before, after, cut));
        return Stream.concat(Stream.of(sound), stages);
    }

    private ComparedLine stage(int turn, TurnStage stage, SpokenTurn before, SpokenTurn after, boolean cut) {
        Optional<Duration> took = Optional.ofNullable(before.stages().get(stage));
        Optional<Duration> takes = Optional.ofNullable(after.stages().get(stage));
        boolean slower = took.isPresent() && takes.isPresent() && !(cut && stage == TurnStage.PLAYOUT) && Tolerance.slower(took.get(), takes.get());
        return new ComparedLine.Stage(number, turn, stage,
            new Pair<>(took.map(time -> new Seen<>(before.nanos(), time)), takes.map(time -> new Seen<>(after.nanos(), time))), !slower);
    }

    private ComparedLine end() {
        return new ComparedLine.End(number, Math.max(firstTurns.size(), secondTurns.size()), new Pair<>(Optional.of(end(first)), Optional.of(end(second))));
    }

    /// A device that hangs up and a recording that ends are the same: nothing of the server.
    private static Seen<OptionalInt> end(RecordedConnection connection) {
        long last = connection.traffic().isEmpty() ? connection.nanos() : connection.traffic().getLast().nanos();
        return connection.closed().filter(closed -> closed.status().cause() != CloseStatus.Cause.DEVICE)
            .map(closed -> new Seen<>(closed.nanos(), OptionalInt.of(closed.status().code())))
            .orElseGet(() -> new Seen<>(last, OptionalInt.empty()));
    }
}
