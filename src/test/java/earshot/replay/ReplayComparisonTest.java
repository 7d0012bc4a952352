package earshot.replay;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.capture.RecordedConnection;
import earshot.event.Direction;
import earshot.server.CloseStatus;
import earshot.turn.TurnStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("U53: two runs are the same, or it is said in what they differ")
class ReplayComparisonTest {
    private static final RecordedConnection RECORDED = ConnectionSample.answered(50).pass(40).closed(1006, CloseStatus.Cause.DEVICE).done();

    @Test
    void idsTimesAndWhoHangsUpSayNothing() {
        RecordedConnection played = new ConnectionSample().greeted().in("{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"auto\"}").packets(Direction.IN, 10)
            .out("{\"session_id\":\"new\",\"type\":\"stt\",\"text\":\"hello there\"}").answer("General Kenobi.", 53).done();
        ComparisonReport report = compare(played);
        assertThat(report.differences()).isEmpty();
        assertThat(report.text())
            .isEqualTo("recorded  1 connections, 5 texts, 50 frames, 1 answers\nplayed    1 connections, 5 texts, 53 frames, 1 answers\nthe same\n");
        assertThat(report.json().path("equal").asBoolean()).isTrue();
    }

    @Test
    void anIdMayBeAnotherOneButNotBeMissing() {
        RecordedConnection played = new ConnectionSample().greeted().out("{\"type\":\"stt\",\"text\":\"hello there\"}").pass(100).answer("General Kenobi.", 50)
            .done();
        assertThat(compare(played).differences()).containsExactly(new Difference.OtherValue(1, "stt", "session_id", "\"…\"", "nothing"));
    }

    @Test
    void aMissingAnExtraAndAnotherMessage() {
        RecordedConnection played = new ConnectionSample().greeted().out("{\"type\":\"stt\",\"text\":\"hello dear\",\"session_id\":\"n\"}")
            .out("{\"type\":\"llm\",\"emotion\":\"happy\"}")
            .out("{\"type\":\"tts\",\"state\":\"start\",\"session_id\":\"n\"}").packets(Direction.OUT, 50).out("{\"type\":\"tts\",\"state\":\"stop\"}").done();
        ComparisonReport report = compare(played);
        assertThat(report.differences()).containsExactly(
            new Difference.OtherValue(1, "stt", "text", "\"hello there\"", "\"hello dear\""),
            new Difference.Unexpected(1, "llm", "{\"type\":\"llm\",\"emotion\":\"happy\"}"),
            new Difference.Missing(1, "tts sentence_start", "{\"type\":\"tts\",\"state\":\"sentence_start\",\"text\":\"General Kenobi.\"}"));
        assertThat(report.text()).contains("connection 1\n  differs  stt text: \"hello there\" recorded, \"hello dear\" played\n").endsWith("3 differences\n");
        assertThat(report.json().path("differences").findValuesAsText("kind")).containsExactly("value", "extra", "missing");
    }

    @Test
    void theOrderCountsWithinAFamilyOfMessagesOnly() {
        String page = "{\"type\":\"ui.render\",\"page_id\":\"p1\",\"text\":\"x\"}";
        String alert = "{\"type\":\"alert\",\"status\":\"a\"}";
        RecordedConnection recorded = new ConnectionSample().greeted().out(page).out(alert).out("{\"type\":\"alert\",\"status\":\"b\"}").done();
        assertThat(ReplayComparison.compare(List.of(recorded),
            List.of(new ConnectionSample().greeted().out(alert).out(page).out("{\"type\":\"alert\",\"status\":\"b\"}").done()), Map.of()).equal()).isTrue();
        assertThat(ReplayComparison.compare(List.of(recorded),
            List.of(new ConnectionSample().greeted().out(page).out("{\"type\":\"alert\",\"status\":\"b\"}").out(alert).done()), Map.of()).differences())
            .extracting(Difference::words)
            .containsExactlyInAnyOrder("missing  alert a: {\"type\":\"alert\",\"status\":\"a\"}", "extra    alert a: {\"type\":\"alert\",\"status\":\"a\"}");
    }

    @Test
    void soundOfAnotherLengthIsADifferenceUnlessTheDeviceCutItShort() {
        assertThat(compare(ConnectionSample.answered(44).done()).differences()).containsExactly(new Difference.OtherSound(1, 1, 50, 44));
        assertThat(compare(ConnectionSample.answered(45).done()).equal()).isTrue();
        assertThat(ReplayComparison.compare(List.of(interrupted(30)), List.of(interrupted(12)), Map.of()).equal()).isTrue();
        assertThat(ReplayComparison.compare(List.of(interrupted(30)), List.of(interrupted(0)), Map.of()).differences()).as("but some must come")
            .containsExactly(new Difference.OtherSound(1, 1, 30, 0));
    }

    @Test
    void anAnswerThatTheDeviceCutInOneRunHasItsSentencesInNeither() {
        RecordedConnection cut = new ConnectionSample().greeted().out("{\"type\":\"tts\",\"state\":\"start\"}").in("{\"type\":\"abort\"}")
            .out("{\"type\":\"tts\",\"state\":\"sentence_start\",\"text\":\"One.\"}").packets(Direction.OUT, 9)
            .out("{\"type\":\"tts\",\"state\":\"stop\"}").done();
        RecordedConnection early = new ConnectionSample().greeted().in("{\"type\":\"abort\"}").out("{\"type\":\"tts\",\"state\":\"start\"}")
            .out("{\"type\":\"tts\",\"state\":\"sentence_start\",\"text\":\"One.\"}").packets(Direction.OUT, 9)
            .out("{\"type\":\"tts\",\"state\":\"stop\"}").done();
        assertThat(ReplayComparison.compare(List.of(early), List.of(cut), Map.of()).differences()).isEmpty();
        assertThat(ReplayComparison.compare(List.of(cut), List.of(early), Map.of()).differences()).isEmpty();
    }

    @Test
    void aServerMayBeFasterAndALittleSlower() {
        assertThat(compare(spoken(10, 10)).equal()).isTrue();
        assertThat(compare(spoken(1_700, 1_100)).equal()).isTrue();
        assertThat(compare(spoken(1_900, 1_300)).differences()).containsExactly(
            new Difference.Slower(1, 1, TurnStage.RECOGNISE, Duration.ofMillis(420), Duration.ofMillis(1_920)),
            new Difference.Slower(1, 1, TurnStage.ANSWER, Duration.ofMillis(100), Duration.ofMillis(1_300)));
    }

    @Test
    void whatASlowComputerOrFasterSoundExplainsIsToldAndIsNoDifference() {
        ComparisonReport report = compare(spoken(1_900, 1_300));
        assertThat(report.ofFasterSound().differences())
            .containsExactly(new Difference.Slower(1, 1, TurnStage.ANSWER, Duration.ofMillis(100), Duration.ofMillis(1_300)));
        ComparisonReport own = report.onThisComputer();
        assertThat(own.equal()).isTrue();
        assertThat(own.text()).endsWith(
            "no difference, but told\nconnection 1\n  slower   answer 1, recognise: 420 ms recorded, 1920 ms played\n  slower   answer 1, answer: 100 ms recorded, 1300 ms played\nthe same\n");
        assertThat(own.json().path("differences")).isEmpty();
        assertThat(own.json().path("told").findValuesAsText("stage")).containsExactly("recognise", "answer");
        assertThat(compare(new ConnectionSample().greeted().in("{\"type\":\"listen\",\"state\":\"start\"}").packets(Direction.IN, 10)
            .pass(9_000).out("{\"type\":\"stt\",\"text\":\"hello dear\",\"session_id\":\"n\"}").pass(100).answer("General Kenobi.", 20).done()).onThisComputer()
            .differences()).as("what is said stays one")
            .containsExactly(new Difference.OtherValue(1, "stt", "text", "\"hello there\"", "\"hello dear\""), new Difference.OtherSound(1, 1, 50, 20));
    }

    @Test
    @DisplayName("U53: where faster sound left no time for the words, the answer's own name that was shown instead is told and is no difference")
    void wordsThatWereNotKnownInTime() {
        ComparisonReport report = ReplayComparison.compare(List.of(echoed("hello there")), List.of(echoed("Echo 1.7 s")), Map.of());
        assertThat(report.differences()).containsExactly(new Difference.UnknownWords(1, 1, "hello there", "Echo 1.7 s"));
        assertThat(report.onThisComputer().equal()).as("at the same speed it stays one").isFalse();
        ComparisonReport faster = report.ofFasterSound();
        assertThat(faster.equal()).isTrue();
        assertThat(faster.text()).endsWith("no difference, but told\nconnection 1\n"
            + "  words    answer 1: \"hello there\" recorded, not known in time when played: \"Echo 1.7 s\" was shown\nthe same\n");
        assertThat(faster.json().path("told").path(0).path("shown").asText()).isEqualTo("Echo 1.7 s");
        assertThat(ReplayComparison.compare(List.of(echoed("hello there")), List.of(echoed("hello dear")), Map.of()).ofFasterSound().differences())
            .as("other words stay a difference").containsExactly(new Difference.OtherValue(1, "stt", "text", "\"hello there\"", "\"hello dear\""));
    }

    private static RecordedConnection echoed(String shown) {
        return new ConnectionSample().greeted().in("{\"type\":\"listen\",\"state\":\"start\"}").packets(Direction.IN, 10).pass(400)
            .out("{\"type\":\"stt\",\"text\":\"" + shown + "\",\"session_id\":\"n\"}").pass(100).answer("Echo 1.7 s", 50).done();
    }

    @Test
    void howTheServerEndsAConnectionCountsAndWhatWasNotPlayedIsSaid() {
        RecordedConnection ended = ConnectionSample.answered(50).closed(1000, CloseStatus.Cause.SERVER).done();
        assertThat(compare(ended).differences()).containsExactly(new Difference.OtherEnd(1, "left open by the server", "closed by the server with 1000"));
        assertThat(ReplayComparison.compare(List.of(ended, ended), List.of(ended), Map.of(1, "tts stop")).differences())
            .containsExactly(new Difference.Connections(2, 1), new Difference.Stuck(1, "tts stop"));
    }

    private static RecordedConnection spoken(long recognize, long answer) {
        return new ConnectionSample().greeted().in("{\"type\":\"listen\",\"state\":\"start\"}").packets(Direction.IN, 10)
            .pass(recognize).out("{\"type\":\"stt\",\"text\":\"hello there\",\"session_id\":\"n\"}").pass(answer).answer("General Kenobi.", 50).done();
    }

    private static RecordedConnection interrupted(int frames) {
        return new ConnectionSample().greeted().out("{\"type\":\"tts\",\"state\":\"start\"}").packets(Direction.OUT, frames).in("{\"type\":\"abort\"}").pass(10)
            .out("{\"type\":\"tts\",\"state\":\"stop\"}").done();
    }

    private static ComparisonReport compare(RecordedConnection played) {
        return ReplayComparison.compare(List.of(RECORDED), List.of(played), Map.of());
    }
}
