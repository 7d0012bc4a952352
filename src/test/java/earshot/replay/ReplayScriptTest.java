package earshot.replay;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.capture.RecordedConnection;
import earshot.event.Direction;
import earshot.server.CloseStatus;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("U53: each step of a device follows what it followed in the recording")
class ReplayScriptTest {
    @Test
    void messagesWaitForTheAnswerBeforeThemAndSoundDoesNot() {
        ReplayScript script = ReplayScript.of(ConnectionSample.answered(3).pass(12).in("{\"type\":\"listen\",\"state\":\"start\"}").packets(Direction.IN, 2)
            .closed(1006, CloseStatus.Cause.DEVICE).done());
        assertThat(script.session()).contains("old-session");
        List<String> after = script.steps().stream().map(step -> step.after().map(Object::toString).orElse("-")).toList();
        assertThat(after).hasSize(16);
        assertThat(after.subList(0, 3)).containsExactly("-", "hello", "-");
        assertThat(after.subList(12, 16)).containsExactly("tts stop", "-", "-", "tts stop");
        assertThat(script.last()).as("nothing came after the last step").isEmpty();
    }

    @Test
    void anAnswerOfToolsWaitsForItsRequest() {
        ReplayScript script = ReplayScript
            .of(new ConnectionSample().greeted().out(request("initialize", 1)).out(request("tools/list", 2)).out(request("tools/list", 3))
                .in("{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":3,\"result\":{}}}")
                .in("{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"method\":\"notify\"}}").done());
        assertThat(script.steps().get(1).after()).get().hasToString("mcp tools/list (number 2)");
        assertThat(script.steps().get(1).action()).isInstanceOfSatisfying(ReplayStep.Action.SendText.class, sent -> assertThat(sent.answersRequest()).isTrue());
        assertThat(script.steps().get(2).after()).as("it answers none").isEmpty();
    }

    @Test
    void aMessageOfAFamilyWaitsForThatBeforeItWhenThereIsOne() {
        ReplayScript script = ReplayScript.of(new ConnectionSample().greeted().out("{\"type\":\"ui.render\",\"page_id\":\"p\"}").pass(50)
            .in("{\"type\":\"ui.ack\",\"page_id\":\"p\"}").pass(60_000).in("{\"type\":\"peer\"}")
            .pass(5).out("{\"type\":\"peer\",\"status\":\"ok\"}").done());
        assertThat(script.steps().get(1).after()).get().hasToString("ui.render");
        assertThat(script.steps().get(2).after()).as("a minute later it is another matter").get().hasToString("hello");
        assertThat(script.last()).get().hasToString("peer ok");
    }

    @Test
    void anAnswerThatTheDeviceHeardWhenItCutItShortHasToBeHeardFirst() {
        ConnectionSample begun = new ConnectionSample().greeted().out("{\"type\":\"tts\",\"state\":\"start\"}");
        assertThat(ReplayScript.of(begun.in("{\"type\":\"abort\"}").done()).steps().getLast().hears()).isFalse();
        assertThat(ReplayScript.of(begun.packets(Direction.OUT, 1).in("{\"type\":\"abort\"}").done()).steps().getLast().hears()).isTrue();
        assertThat(ReplayScript.of(begun.out("{\"type\":\"tts\",\"state\":\"stop\"}").in("{\"type\":\"listen\",\"state\":\"start\"}").done()).steps().getLast()
            .hears()).as("that answer is over").isFalse();
    }

    @Test
    void theSoundBeforeAnAnswerIsOverWithItWhereTheMicrophoneGoesOff() {
        assertThat(untils(listening("auto").answer("Hi.", 3).done())).containsOnly("tts start");
        assertThat(untils(listening("auto").out("{\"type\":\"tts\",\"state\":\"start\"}").packets(Direction.IN, 3).in("{\"type\":\"abort\"}").done()))
            .as("three were on their way").containsExactly("tts start", "tts start", "tts start", "tts start", "tts start", "-", "-", "-");
        assertThat(untils(listening("auto").out("{\"type\":\"tts\",\"state\":\"start\"}").packets(Direction.IN, 11)
            .out("{\"type\":\"tts\",\"state\":\"stop\"}").done())).as("its microphone stays on").containsOnly("-");
        assertThat(untils(listening("realtime").answer("Hi.", 3).done())).containsOnly("-");
    }

    @Test
    void whatAPersonSaysInRealtimeWaitsForTheAnswerBeforeIt() {
        assertThat(afters(listening("realtime").out("{\"type\":\"tts\",\"state\":\"start\"}").packets(Direction.IN, 2)
            .out("{\"type\":\"tts\",\"state\":\"stop\"}").packets(Direction.IN, 2).done()))
            .containsExactly("-", "-", "-", "-", "-", "tts start", "-", "tts stop", "-");
        assertThat(afters(listening("auto").out("{\"type\":\"tts\",\"state\":\"start\"}").packets(Direction.IN, 2).done()))
            .as("what is on its way waits for nothing").containsOnly("-");
    }

    private static List<String> afters(RecordedConnection connection) {
        return ReplayScript.of(connection).steps().stream().filter(step -> step.action() instanceof ReplayStep.Action.SendFrame)
            .map(step -> step.after().map(Object::toString).orElse("-")).toList();
    }

    private static ConnectionSample listening(String mode) {
        return new ConnectionSample().greeted().in("{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"" + mode + "\"}").packets(Direction.IN, 5);
    }

    private static List<String> untils(RecordedConnection connection) {
        return ReplayScript.of(connection).steps().stream().filter(step -> step.action() instanceof ReplayStep.Action.SendFrame)
            .map(step -> step.until().map(Object::toString).orElse("-")).toList();
    }

    @Test
    void onlyTheDeviceHangsUp() {
        assertThat(ReplayScript.of(new ConnectionSample().greeted().closed(1000, CloseStatus.Cause.SERVER).done()).steps()).hasSize(1);
    }

    private static String request(String method, int id) {
        return "{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\"}}";
    }
}
