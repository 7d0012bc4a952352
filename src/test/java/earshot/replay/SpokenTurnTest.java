package earshot.replay;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.capture.SessionEntry;
import earshot.event.Direction;
import earshot.server.CloseStatus;
import earshot.turn.TurnStage;
import org.junit.jupiter.api.Test;

class SpokenTurnTest {
    private static final String START = "{\"type\":\"tts\",\"state\":\"start\"}";
    private static final String STOP = "{\"type\":\"tts\",\"state\":\"stop\"}";

    @Test
    void anAnswerIsTimedFromTheLastSoundOfThePersonToItsOwnLastSound() {
        SpokenTurn turn = only(ConnectionSample.answered(3));
        assertThat(turn.stages()).containsOnly(Map.entry(TurnStage.RECOGNISE, Duration.ofMillis(420)), Map.entry(TurnStage.ANSWER, Duration.ofMillis(100)),
            Map.entry(TurnStage.FIRST_FRAME, Duration.ofMillis(30)), Map.entry(TurnStage.PLAYOUT, Duration.ofMillis(120)));
        assertThat(turn.frames()).isEqualTo(3);
        assertThat(turn.cut()).isFalse();
        assertThat(turn.sentences()).extracting(SessionEntry.Text::text)
            .containsExactly("{\"type\":\"tts\",\"state\":\"sentence_start\",\"text\":\"General Kenobi.\"}");
    }

    @Test
    void withoutATranscriptTheAnswerIsTimedFromTheLastThingThatTheDeviceSaid() {
        SpokenTurn turn = only(listening().pass(300).answer("hi", 1));
        assertThat(turn.stages()).containsEntry(TurnStage.ANSWER, Duration.ofMillis(300)).doesNotContainKey(TurnStage.RECOGNISE);
    }

    @Test
    void anAnswerToNobodyHasNoTimeOfItsOwn() {
        assertThat(only(new ConnectionSample().greeted().answer("good morning", 1)).stages()).containsOnlyKeys(TurnStage.FIRST_FRAME, TurnStage.PLAYOUT);
    }

    @Test
    void anAnswerWithoutSoundWasNotPlayed() {
        SpokenTurn turn = only(listening().out(START).pass(500).out(STOP));
        assertThat(turn.frames()).isZero();
        assertThat(turn.stages()).doesNotContainKeys(TurnStage.FIRST_FRAME, TurnStage.PLAYOUT);
        assertThat(turn.sentences()).isEmpty();
    }

    @Test
    void theDeviceCutsAnAnswerByAnAbortOrByListeningAgain() {
        for (String message : List.of("{\"type\":\"abort\"}", "{\"type\":\"listen\",\"state\":\"start\"}",
            "{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"hi\"}")) {
            assertThat(only(listening().out(START).packets(Direction.OUT, 2).in(message).out(STOP)).cut()).as(message).isTrue();
        }
        for (String message : List.of("{\"type\":\"listen\",\"state\":\"stop\"}", "{\"type\":\"mcp\",\"payload\":{}}", "abort")) {
            assertThat(only(listening().out(START).packets(Direction.OUT, 2).in(message).out(STOP)).cut()).as(message).isFalse();
        }
    }

    @Test
    void listeningAfterAWakeWordCutsNothingThoughTheAnswerWasFaster() {
        String detect = "{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"hi\"}";
        String start = "{\"type\":\"listen\",\"state\":\"start\"}";
        assertThat(only(new ConnectionSample().greeted().in(detect).out(START).in(start).packets(Direction.OUT, 2).out(STOP)).cut()).isFalse();
        assertThat(only(new ConnectionSample().greeted().in(detect).out(START).in(start).in(start).out(STOP)).cut()).as("a second one").isTrue();
        assertThat(only(new ConnectionSample().greeted().in(detect).out(START).in(detect).in(start).out(STOP)).cut()).as("a second wake word").isTrue();
    }

    @Test
    void whatTheDeviceDidBetweenTwoAnswersCutsNone() {
        List<SpokenTurn> turns = turns(listening().in("{\"type\":\"abort\"}").answer("one", 2).in("{\"type\":\"abort\"}")
            .in("{\"type\":\"listen\",\"state\":\"start\"}").answer("two", 4));
        assertThat(turns).extracting(SpokenTurn::cut).containsExactly(false, false);
        assertThat(turns).extracting(SpokenTurn::frames).containsExactly(2, 4);
    }

    @Test
    void nothingOfAnAnswerIsLeftInTheNextOne() {
        List<SpokenTurn> turns = turns(ConnectionSample.answered(5).pass(1_000).out(START).pass(10).out(STOP));
        assertThat(turns).hasSize(2);
        assertThat(turns.getLast().sentences()).isEmpty();
        assertThat(turns.getLast().frames()).isZero();
        assertThat(turns.getLast().stages()).containsOnlyKeys(TurnStage.ANSWER);
    }

    @Test
    void anAnswerThatDidNotEndCountsWithoutTheTimeOfItsSound() {
        SpokenTurn turn = only(listening().out(START).packets(Direction.OUT, 7).closed(1006, CloseStatus.Cause.DEVICE));
        assertThat(turn.frames()).isEqualTo(7);
        assertThat(turn.stages()).containsKey(TurnStage.FIRST_FRAME).doesNotContainKey(TurnStage.PLAYOUT);
    }

    @Test
    void aSecondBeginEndsTheAnswerBeforeIt() {
        List<SpokenTurn> turns = turns(listening().out(START).packets(Direction.OUT, 2).out(START).packets(Direction.OUT, 3).out(STOP));
        assertThat(turns).extracting(SpokenTurn::frames).containsExactly(2, 3);
    }

    @Test
    void soundThatWasNotAnnouncedBelongsToNoAnswer() {
        assertThat(turns(listening().packets(Direction.OUT, 9).out(STOP))).isEmpty();
        assertThat(only(listening().packets(Direction.OUT, 9).answer("hi", 2)).frames()).isEqualTo(2);
    }

    private static ConnectionSample listening() {
        return new ConnectionSample().greeted().in("{\"type\":\"listen\",\"state\":\"start\"}");
    }

    private static List<SpokenTurn> turns(ConnectionSample sample) {
        return SpokenTurn.of(sample.done());
    }

    private static SpokenTurn only(ConnectionSample sample) {
        List<SpokenTurn> turns = turns(sample);
        assertThat(turns).hasSize(1);
        return turns.getFirst();
    }
}
