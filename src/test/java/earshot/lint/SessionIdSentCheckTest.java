package earshot.lint;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.problem.ProblemReason;
import earshot.wire.Dialect;
import earshot.wire.Framing;
import earshot.wire.JsonMessageCodec;
import earshot.wire.UnwrappedFrame;
import org.junit.jupiter.api.Test;

class SessionIdSentCheckTest {
    private final SessionIdSentCheck check = new SessionIdSentCheck();
    private final ConnectionView view = new ConnectionView(Framing.RAW, Dialect.XIAOZHI, true, 0);

    @Test
    void itIsTheServersRule() {
        assertThat(check.rule()).isEqualTo(LintRule.SESSION_ID_SENT);
        assertThat(check.rule().side()).isEqualTo(LintRule.Side.SERVER);
    }

    @Test
    void aMessageMayNameTheSessionOfItsConnectionOrNone() {
        greeted("s");
        assertThat(judge("{\"type\":\"stt\",\"session_id\":\"s\"}")).isSameAs(Verdict.KEPT);
        assertThat(judge("{\"type\":\"stt\"}")).isSameAs(Verdict.KEPT);
        assertThat(judge("{\"type\":\"stt\",\"session_id\":null}")).isSameAs(Verdict.KEPT);
        assertThat(judge("{\"type\":\"stt\",\"session_id\":\"\"}")).isSameAs(Verdict.KEPT);
    }

    @Test
    void anotherSessionIsNamedBesideTheRightOne() {
        greeted("s");
        for (String type : List.of("stt", "llm", "tts", "mcp", "iot", "alert", "system")) {
            assertThat(judge("{\"type\":\"" + type + "\",\"session_id\":\"of yesterday\"}")).as(type)
                .isEqualTo(new Verdict.Broken(ProblemReason.LINT_INSTEAD.with("of yesterday", "s")));
        }
    }

    @Test
    void aLongIdIsCut() {
        greeted("s");
        assertThat(judge("{\"type\":\"tts\",\"session_id\":\"" + "9".repeat(500) + "\"}"))
            .isEqualTo(new Verdict.Broken(ProblemReason.LINT_INSTEAD.with("9".repeat(39) + "…", "s")));
    }

    @Test
    void messagesWithSessionsOfTheirOwnAreNotJudged() {
        greeted("s");
        for (String text : List.of("{\"type\":\"meeting\",\"session_id\":\"m-1\"}", "{\"type\":\"hello\",\"session_id\":\"new\"}", "{\"session_id\":\"x\"}",
            "[]", "7")) {
            assertThat(judge(text)).as(text).isSameAs(Verdict.NOTHING);
        }
    }

    @Test
    void withoutASessionOfTheServerThereIsNothingToCompareWith() {
        assertThat(judge("{\"type\":\"stt\",\"session_id\":\"x\"}")).as("before its hello").isSameAs(Verdict.NOTHING);
        greeted("");
        assertThat(judge("{\"type\":\"stt\",\"session_id\":\"x\"}")).as("a hello without one").isSameAs(Verdict.KEPT);
    }

    @Test
    void theNewestHelloCounts() {
        greeted("old");
        greeted("new");
        assertThat(judge("{\"type\":\"stt\",\"session_id\":\"new\"}")).isSameAs(Verdict.KEPT);
        assertThat(judge("{\"type\":\"stt\",\"session_id\":\"old\"}")).isEqualTo(new Verdict.Broken(ProblemReason.LINT_INSTEAD.with("old", "new")));
    }

    @Test
    void onlyTextsOfTheServerAreJudged() {
        greeted("s");
        String text = "{\"type\":\"tts\",\"session_id\":\"x\"}";
        UnwrappedFrame frame = new UnwrappedFrame.Packet(new byte[] {1}, 0);
        assertThat(List.of(new Traffic.TextReceived(JsonMessageCodec.read(text), ConnectionLint.tree(text), text.length(), 1), new Traffic.FrameSent(frame, 1),
            new Traffic.FrameReceived(frame, 1), new Traffic.Silence(1)))
            .extracting(traffic -> check.judge(traffic, view)).containsOnly(Verdict.NOTHING);
    }

    private void greeted(String session) {
        view.update(sent("{\"type\":\"hello\",\"transport\":\"websocket\",\"session_id\":\"" + session + "\"}"));
    }

    private Verdict judge(String text) {
        return check.judge(sent(text), view);
    }

    private static Traffic sent(String text) {
        return new Traffic.TextSent(ConnectionLint.tree(text), text.length(), 1);
    }
}
