package earshot.replay;

import static earshot.replay.ConnectionSample.BOARD;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.event.Direction;
import earshot.event.Event;
import earshot.event.EventCode;
import earshot.event.EventPayload;
import earshot.event.EventText;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.problem.Severity;
import earshot.turn.TurnFacts;
import earshot.turn.TurnRecord;
import org.junit.jupiter.api.Test;

class RowComparisonTest {
    private static final DeviceId OTHER = new DeviceId("bb");

    @Test
    void theNumbersInARowSayNothing() {
        assertThat(rows(List.of(row("vad", "speech of 1.25 s in 3 pieces")), List.of(row("vad", "speech of 0,9 s in 12 pieces")))).isEmpty();
        assertThat(rows(List.of(row("vad", "speech of 1.25 s")), List.of(row("vad", "silence of 1.25 s")))).containsExactly(missing("vad: speech of # s"),
            extra("vad: silence of # s"));
    }

    @Test
    void rowsOfOneTypeComeInOrderAndThoseOfTwoDoNot() {
        assertThat(rows(List.of(row("state", "a"), row("vad", "b")), List.of(row("vad", "b"), row("state", "a")))).isEmpty();
        assertThat(rows(List.of(row("state", "a"), row("state", "b")), List.of(row("state", "b"), row("state", "a")))).containsExactly(missing("state: a"),
            extra("state: a"));
        assertThat(rows(List.of(row("vad", "gone")), List.of(row("state", "new")))).as("by the names of the types").containsExactly(extra("state: new"),
            missing("vad: gone"));
    }

    @Test
    void theEndOfAConnectionMayBeNoticedWhenTheNextOneHasBegun() {
        Event begun = row("connection", new EventText.Words("connected"));
        Event hungUp = row("connection", new EventText.Ended(1006, "device.hangup", List.of(), ""));
        assertThat(rows(List.of(begun, hungUp, begun, hungUp), List.of(begun, begun, hungUp, hungUp))).isEmpty();
        assertThat(rows(List.of(begun, hungUp, begun, hungUp), List.of(begun, hungUp, begun))).containsExactly(missing("connection: ended 1006 device.hangup"));
    }

    @Test
    void aRowThatComesTwiceIsNotOneThatComesOnce() {
        assertThat(rows(List.of(row("state", "a")), List.of(row("state", "a"), row("state", "a")))).containsExactly(extra("state: a"));
    }

    @Test
    void messagesAndWhatTellsOfTheOrderOfThreadsAreLeftOut() {
        Event message = new Event(Instant.EPOCH, 0, Optional.of(BOARD), Direction.OUT, "tts", Severity.INFO, "tts start", EventPayload.none());
        assertThat(rows(List.of(message, row("problem", "a"), row("lint", "b"), row("binary", "c")), List.of())).isEmpty();
    }

    @Test
    void howLongNobodySpokeDependsOnTheComputerAndTheSpeed() {
        Event pause = row("state", EventText.of(EventCode.LISTEN_TIMEOUT, 10_000));
        assertThat(rows(List.of(row("state", "a"), pause), List.of(row("state", "a")))).isEmpty();
        assertThat(rows(List.of(row("state", "a")), List.of(pause, row("state", "a")))).isEmpty();
    }

    @Test
    void rowsOfOtherDevicesAndOfTheProgramAreLeftOut() {
        Event other = new Event(Instant.EPOCH, 0, Optional.of(OTHER), Direction.HERE, "state", Severity.INFO, "a", EventPayload.none());
        Event program = new Event(Instant.EPOCH, 0, Optional.empty(), Direction.HERE, "state", Severity.INFO, "a", EventPayload.none());
        assertThat(rows(List.of(other, program), List.of())).isEmpty();
        assertThat(RowComparison.rows(List.of(other, program), List.of(), OTHER)).containsExactly(missing("state: a"));
    }

    @Test
    void aRowInWordsIsKnownByItsCode() {
        Problem late = Problem.of(ProblemCode.FRAMES_LATE, new ProblemSubject.Device(BOARD), BOARD, "5");
        assertThat(rows(List.of(row("restart", EventText.of(EventCode.RESTART_DRAIN, 3))), List.of(row("restart", EventText.of(EventCode.RESTART_DRAIN, 4)))))
            .isEmpty();
        assertThat(rows(List.of(),
            List.of(row("restart", EventText.of(EventCode.RESTART_CLOSE)), row("sound", new EventText.Raised(late)),
                row("sound", new EventText.Resolved(late)))))
            .containsExactly(extra("restart: RESTART_CLOSE"), extra("sound: raised FRAMES_LATE"), extra("sound: resolved FRAMES_LATE"));
    }

    @Test
    void theEndOfAConnectionIsKnownByItsCodeAndItsRule() {
        EventText hangUp = new EventText.Ended(1006, "device.hangup", List.of("5"), "so it was told once");
        assertThat(rows(List.of(row("connection", hangUp)), List.of(row("connection", new EventText.Ended(1006, "device.hangup", List.of(), "and so now")))))
            .isEmpty();
        assertThat(rows(List.of(row("connection", hangUp)), List.of(row("connection", new EventText.Ended(1000, "replaced", List.of(), "")))))
            .containsExactly(missing("connection: ended 1006 device.hangup"), extra("connection: ended 1000 replaced"));
    }

    @Test
    void onlyTheBeginOfALongRowIsCompared() {
        assertThat(rows(List.of(row("state", "x".repeat(300) + "a")), List.of(row("state", "x".repeat(300) + "b")))).isEmpty();
    }

    @Test
    void turnsAreComparedByWhatWasHeardAndAnswered() {
        List<TurnRecord> recorded = List.of(turn(BOARD, "hello", "hi"), turn(BOARD, "what time is it", "noon"), turn(OTHER, "x", "y"));
        assertThat(RowComparison.turns(recorded, List.of(turn(BOARD, "hello", "hi"), turn(BOARD, "what time is it", "noon")), BOARD)).isEmpty();
        assertThat(RowComparison.turns(recorded, List.of(turn(BOARD, "hello", "hi"), turn(BOARD, "what time is it", "midnight")), BOARD))
            .containsExactly(missing("turn: DONE, heard \"what time is it\", answered \"noon\""),
                extra("turn: DONE, heard \"what time is it\", answered \"midnight\""));
        assertThat(RowComparison.turns(recorded, List.of(), OTHER)).extracting(Difference::words)
            .containsExactly("missing  row turn: DONE, heard \"x\", answered \"y\"");
    }

    @Test
    void wordsThatASlowerComputerDidNotKnowInTimeAreNoDifferenceWhereTheAnswerIsTheSame() {
        List<TurnRecord> recorded = List.of(turn(BOARD, "hello", "Echo 1 s"), turn(BOARD, "what time is it", "Echo 2 s"));
        assertThat(RowComparison.turns(recorded, List.of(givenUp("Echo 1 s"), turn(BOARD, "what time is it", "Echo 2 s")), BOARD)).isEmpty();
        assertThat(RowComparison.turns(List.of(givenUp("Echo 1 s")), List.of(turn(BOARD, "hello", "Echo 1 s")), BOARD)).isEmpty();
        assertThat(RowComparison.turns(recorded, List.of(givenUp("Echo 3 s"), turn(BOARD, "what time is it", "Echo 2 s")), BOARD)).hasSize(2);
        assertThat(RowComparison.turns(recorded, List.of(turn(BOARD, "", "Echo 1 s"), turn(BOARD, "what time is it", "Echo 2 s")), BOARD))
            .as("nothing was understood").hasSize(2);
    }

    @Test
    void howMuchOfAnInterruptedAnswerWasSaidIsNotCompared() {
        List<TurnRecord> recorded = List.of(turn(BOARD, "hello", "hi. How are you?", TurnFacts.Outcome.INTERRUPTED));
        assertThat(RowComparison.turns(recorded, List.of(turn(BOARD, "hello", "hi.", TurnFacts.Outcome.INTERRUPTED)), BOARD)).isEmpty();
        assertThat(RowComparison.turns(recorded, List.of(turn(BOARD, "hullo", "hi.", TurnFacts.Outcome.INTERRUPTED)), BOARD))
            .containsExactly(missing("turn: INTERRUPTED, heard \"hello\""), extra("turn: INTERRUPTED, heard \"hullo\""));
        assertThat(RowComparison.turns(recorded, List.of(turn(BOARD, "hello", "hi.")), BOARD)).as("one that was not interrupted").hasSize(2);
    }

    private static List<Difference> rows(List<Event> recorded, List<Event> played) {
        return RowComparison.rows(recorded, played, BOARD);
    }

    private static Difference missing(String row) {
        return new Difference.Row(true, row);
    }

    private static Difference extra(String row) {
        return new Difference.Row(false, row);
    }

    private static Event row(String type, String words) {
        return row(type, new EventText.Words(words));
    }

    private static Event row(String type, EventText text) {
        return new Event(Instant.EPOCH, 0, Optional.of(BOARD), Direction.HERE, type, Severity.INFO, text, EventPayload.none());
    }

    private static TurnRecord turn(DeviceId device, String heard, String answered) {
        return turn(device, heard, answered, TurnFacts.Outcome.DONE);
    }

    private static TurnRecord turn(DeviceId device, String heard, String answered, TurnFacts.Outcome outcome) {
        return turn(device, new TurnFacts.Transcript(heard, OptionalDouble.empty(), "r"), answered, outcome);
    }

    private static TurnRecord givenUp(String answered) {
        TurnFacts.Transcript unknown = new TurnFacts.Transcript("", OptionalDouble.empty(), "r", Optional.empty(), TurnFacts.Transcript.State.GIVEN_UP);
        return turn(BOARD, unknown, answered, TurnFacts.Outcome.DONE);
    }

    private static TurnRecord turn(DeviceId device, TurnFacts.Transcript heard, String answered, TurnFacts.Outcome outcome) {
        TurnFacts facts = new TurnFacts(Instant.EPOCH, heard, TurnFacts.Answer.withoutModel(answered), outcome, List.of(), Optional.empty());
        return new TurnRecord(1, device, "Kitchen", "a", "v", facts, Optional.empty(), Optional.empty());
    }
}
