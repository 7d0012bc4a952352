package earshot.replay;

import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.capture.RecordedConnection;
import earshot.capture.RecordedHandshake;
import earshot.capture.SessionEntry;
import earshot.event.Direction;
import earshot.server.CloseStatus;
import earshot.simulator.ScriptedServerFake;
import earshot.time.SystemTime;
import earshot.time.Time;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
@DisplayName("U53: a recorded device is played against another server")
class SessionReplayTest {
    private static final String NEW_HELLO = "{\"type\":\"hello\",\"transport\":\"websocket\",\"session_id\":\"new-session\"}";
    private static final RecordedConnection RECORDED = ConnectionSample.answered(3).pass(12)
        .in("{\"session_id\":\"old-session\",\"type\":\"listen\",\"state\":\"start\"}").pass(5).closed(1006, CloseStatus.Cause.DEVICE).done();

    private static final String TOOL_CALL = "{\"type\":\"mcp\",\"payload\":"
        + "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"x\"}}}";
    private static final String TOOL_RESULT = "{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{}}}";

    private final Time time = new SystemTime();
    private final List<String> order = new CopyOnWriteArrayList<>();
    private ScriptedServerFake server;

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void itSendsWhatWasSentAndASlowServerIsWaitedFor() throws IOException {
        server = new ScriptedServerFake((to, json) -> {
            order.add(json.path("type").asText() + " " + json.path("state").asText());
            if (json.path("type").asText().equals("hello")) {
                later(() -> to.text(NEW_HELLO));
            } else if (order.size() == 2) {
                later(() -> answer(to));
            }
        });
        SessionReplay.Run run = play(RECORDED, 4, Duration.ofSeconds(30));
        await().until(() -> server.ended);
        assertThat(order).containsExactly("hello ", "listen start", "listen start");
        assertThat(server.sound).hasSize(10).first().isEqualTo(new byte[] {0x58, 1, 0, 3, 4, 5, 6});
        assertThat(server.texts.getLast().path("session_id").asText()).as("that of this connection").isEqualTo("new-session");
        assertThat(server.heads.getFirst()).startsWith("GET /xiaozhi/v1/?a=1 HTTP/1.1\r\n")
            .contains("Device-Id: aa:bb:cc:00:00:01\r\n", "Protocol-Version: 1\r\n", "Client-Id: ", "Authorization: Bearer t0ken\r\n", "Host: 127.0.0.1\r\n")
            .doesNotContain("***", "old:8000");
        List<String> listens = run.connections().getFirst().traffic().stream().filter(SessionEntry.Text.class::isInstance)
            .map(entry -> ((SessionEntry.Text) entry).text()).toList();
        assertThat(listens.getLast()).as("only after the answer").contains("\"listen\"");
        assertThat(listens.get(listens.size() - 2)).contains("\"stop\"");
        assertThat(ReplayComparison.compare(List.of(RECORDED), run.connections(), run.stuck()).differences()).isEmpty();
    }

    @Test
    void anAnswerThatNeverComesEndsItAndIsADifference() throws IOException {
        server = new ScriptedServerFake((to, json) -> {
            if (json.path("type").asText().equals("hello")) {
                to.text(NEW_HELLO);
            }
        });
        SessionReplay.Run run = play(RECORDED, 50, Duration.ofMillis(300));
        assertThat(run.stuck()).containsExactly(Map.entry(1, "tts stop"));
        assertThat(ReplayComparison.compare(List.of(RECORDED), run.connections(), run.stuck()).differences()).extracting(Difference::words)
            .contains("stuck    tts stop did not come, so the rest was not played")
            .anyMatch(words -> words.startsWith("missing  stt: "));
    }

    @Test
    void anAnswerMayTakeAsLongAsItTookAndThePatience() throws IOException {
        String listen = "{\"type\":\"listen\",\"state\":\"start\"}";
        RecordedConnection slow = new ConnectionSample().in("{\"type\":\"hello\",\"version\":1,\"transport\":\"websocket\"}").pass(60_000)
            .out("{\"type\":\"hello\",\"transport\":\"websocket\",\"session_id\":\"old-session\"}").in(listen).pass(60_000).answer("General Kenobi.", 3)
            .in(listen).done();
        server = new ScriptedServerFake((to, json) -> {
            if (json.path("type").asText().equals("hello")) {
                to.text(NEW_HELLO);
            } else {
                later(() -> answer(to));
            }
        });
        assertThat(play(slow, 1, Duration.ofMillis(1)).stuck()).isEmpty();
    }

    @Test
    void anAnswerStandsBehindWhatItAnswersHoweverFastItComes() throws IOException {
        int questions = 400;
        ConnectionSample sample = new ConnectionSample().greeted();
        IntStream.range(0, questions).forEach(number -> sample.in("{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"" + number + "\"}"));
        server = new ScriptedServerFake((to, json) -> to.text(json.path("type").asText().equals("hello") ? NEW_HELLO : "{\"type\":\"stt\",\"text\":\"" + json.path("text").asText() + "\"}"));
        List<String> texts = play(sample.done(), 1, Duration.ofSeconds(30)).connections().getFirst().traffic().stream()
            .filter(SessionEntry.Text.class::isInstance).map(entry -> ((SessionEntry.Text) entry).text()).toList();
        List<Integer> early = IntStream.range(0, questions).filter(number -> {
            int answer = texts.indexOf("{\"type\":\"stt\",\"text\":\"" + number + "\"}");
            return answer >= 0 && answer < texts.indexOf("{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"" + number + "\"}");
        }).boxed().toList();
        assertThat(early).isEmpty();
        assertThat(texts).anyMatch(text -> text.contains("stt"));
    }

    @Test
    void theAnswerOfAToolHasTheIdThatThisServerAskedWith() throws IOException {
        server = new ScriptedServerFake((to, json) -> {
            if (json.path("type").asText().equals("hello")) {
                to.text(NEW_HELLO);
                to.text("{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":77,\"method\":\"tools/list\"}}");
            }
        });
        play(new ConnectionSample().greeted().out("{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}}").pass(5)
            .in("{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":2,\"result\":{\"tools\":[]}}}").done(), 1, Duration.ofSeconds(30));
        await().untilAsserted(() -> assertThat(server.texts).extracting(JsonNode::toString).last()
            .isEqualTo("{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":77,\"result\":{\"tools\":[]}}}"));
    }

    @Test
    void aToolAnswersAtOnceHoweverLongTheMicrophoneWasOnWhenItWasRecorded() throws IOException {
        AtomicInteger heard = new AtomicInteger(-1);
        server = new ScriptedServerFake((to, json) -> {
            switch (json.path("type").asText()) {
                case "hello" -> to.text(NEW_HELLO);
                case "listen" -> to.text(TOOL_CALL);
                default -> heard.set(server.sound.size());
            }
        });
        SessionReplay.Run run = play(listening().packets(Direction.IN, 100).out(TOOL_CALL).pass(5).in(TOOL_RESULT).packets(Direction.IN, 5).done(), 1,
            Duration.ofSeconds(30));
        await().until(() -> server.sound.size() == 105);
        assertThat(heard).hasValueLessThan(100).hasValueGreaterThanOrEqualTo(0);
        assertThat(run.stuck()).isEmpty();
    }

    @Test
    void soundDoesNotWaitForAToolCall() throws IOException {
        server = new ScriptedServerFake((to, json) -> {
            if (json.path("type").asText().equals("hello")) {
                to.text(NEW_HELLO);
            }
        });
        SessionReplay.Run run = play(listening().packets(Direction.IN, 5).out(TOOL_CALL).in(TOOL_RESULT).packets(Direction.IN, 20).done(), 4,
            Duration.ofMillis(300));
        await().until(() -> server.sound.size() == 25);
        assertThat(run.stuck()).containsExactly(Map.entry(1, "mcp tools/call x"));
    }

    @Test
    void theMicrophoneGoesOffWithAnAnswerThatComesSooner() throws IOException {
        server = new ScriptedServerFake((to, json) -> {
            if (json.path("type").asText().equals("hello")) {
                to.text(NEW_HELLO);
            } else if (json.path("mode").asText().equals("auto")) {
                answer(to);
            }
        });
        long began = time.nanos();
        SessionReplay.Run run = play(listening().packets(Direction.IN, 1_000).out("{\"type\":\"stt\",\"text\":\"hello there\"}").answer("General Kenobi.", 3)
            .in("{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"manual\"}").packets(Direction.IN, 2).done(), 1, Duration.ofSeconds(30));
        assertThat(run.stuck()).isEmpty();
        assertThat(server.texts).hasSize(3);
        await().untilAsserted(() -> assertThat(server.sound).hasSizeBetween(2, 900));
        assertThat(Duration.ofNanos(time.nanos() - began)).as("20 s were recorded").isLessThan(Duration.ofSeconds(19));
    }

    private static ConnectionSample listening() {
        return new ConnectionSample().greeted().in("{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"auto\"}");
    }

    @Test
    void aServerThatEndsTheConnectionInTheMiddleEndsTheReplay() throws IOException {
        server = new ScriptedServerFake((to, json) -> {
            if (json.path("type").asText().equals("hello")) {
                to.text(NEW_HELLO);
                to.drop();
            }
        });
        SessionReplay.Run run = play(RECORDED, 1, Duration.ofSeconds(30));
        assertThat(run.stuck()).isEmpty();
        assertThat(ReplayComparison.compare(List.of(RECORDED), run.connections(), run.stuck()).differences())
            .contains(new Difference.OtherEnd(1, "left open by the server", "closed by the server with 1006"));
    }

    @Test
    void aServerThatIsNotThereCannotBePlayedAgainst() throws IOException {
        server = new ScriptedServerFake();
        String url = server.url();
        server.close();
        assertThatThrownBy(
            () -> SessionReplay.play(time, new ReplayTarget(url, Optional.empty(), Optional.empty(), 1, Duration.ofSeconds(1)), List.of(RECORDED)))
            .isInstanceOf(IOException.class);
    }

    private SessionReplay.Run play(RecordedConnection recorded, double speed, Duration patience) throws IOException {
        RecordedConnection withQuery = new RecordedConnection(1,
            new RecordedHandshake(recorded.handshake().device(), recorded.handshake().idFrom(), "r", "/xiaozhi/v1/?a=1&b=***", recorded.handshake().headers(),
                false,
            recorded.handshake().framing(), recorded.handshake().dialect()), recorded.nanos(), recorded.traffic());
        String address = server.url().substring(0, server.url().indexOf("/xiaozhi"));
        return SessionReplay.play(time, new ReplayTarget(address, Optional.of("t0ken"), Optional.empty(), speed, patience), List.of(withQuery));
    }

    private static void answer(ScriptedServerFake to) {
        to.text("{\"type\":\"stt\",\"text\":\"hello there\",\"session_id\":\"new-session\"}");
        to.text("{\"type\":\"tts\",\"state\":\"start\",\"session_id\":\"new-session\"}");
        to.text("{\"type\":\"tts\",\"state\":\"sentence_start\",\"text\":\"General Kenobi.\"}");
        IntStream.range(0, 3).forEach(i -> to.binary(new byte[] {0x58, 9, (byte) i, 3, 4, 5, 6}));
        to.text("{\"type\":\"tts\",\"state\":\"stop\"}");
    }

    /// Later than in the recording; the listen of the device must not overtake it.
    private void later(Runnable say) {
        time.after(Duration.ofMillis(150), () -> Thread.ofVirtual().start(say));
    }
}
