package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.firmware.InferredState;
import earshot.id.DeviceId;
import earshot.lint.LintRule;
import earshot.problem.ProblemSubject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ProtocolLintEngineTest {
    @RegisterExtension
    final EngineExtension engine = new EngineExtension();

    @Test
    @DisplayName("U46: what a device does wrong is a row and a problem in words, and is over when it does it right")
    void findingsOfADeviceOpenAndClose() throws IOException {
        engine.start(Map.of());
        ClientFake board = engine.connect("xiaozhi", "aa:bb:cc:00:00:09", Map.of());
        board.send("{\"type\":\"hello\",\"version\":1,\"transport\":\"websocket\"}");
        board.awaitReceived("session_id");
        board.send("{\"type\":\"listen\",\"session_id\":\"old\",\"state\":\"start\",\"mode\":\"auto\"}");
        board.socket.binary(HexFormat.of().parseHex("00000009" + "580102030405060708"));
        await().untilAsserted(() -> assertThat(openRules()).containsExactlyInAnyOrder(LintRule.SESSION_ID, LintRule.FRAMING_RECEIVED));
        await().untilAsserted(() -> assertThat(rows()).anyMatch(row -> row.startsWith("framing-received: announced framing 1"))
            .anyMatch(row -> row.startsWith("session-id: old instead of ")));

        board.socket.binary(HexFormat.of().parseHex("580102030405060708"));
        await().untilAsserted(() -> assertThat(openRules()).containsExactly(LintRule.SESSION_ID));
    }

    @Test
    @DisplayName("U46, U49: a boot request that is no JSON is a problem of the board, until it sends a better one")
    void bootRequestsAreJudged() throws Exception {
        engine.start(Map.of());
        boot("{\"application\":{\"version\":\"2.4.2\"},\"board\":{\"ssid\":\"my \"wifi\"\"}}");
        await().untilAsserted(() -> assertThat(openRules()).containsExactly(LintRule.OTA_BODY));
        boot("{\"application\":{\"version\":\"2.4.2\"}}");
        await().untilAsserted(() -> assertThat(openRules()).isEmpty());
    }

    @Test
    @DisplayName("U47: what the firmware of a connected device does is known from what passes, and that it went away")
    void theModelFollowsADevice() throws IOException {
        engine.start(Map.of());
        DeviceId id = new DeviceId("aa:bb:cc:00:00:09");
        assertThat(engine.model().firmware(id)).isEmpty();
        ClientFake board = engine.connect("xiaozhi", id.value(), Map.of());
        board.send("{\"type\":\"hello\",\"version\":1,\"transport\":\"websocket\"}");
        board.awaitReceived("session_id");
        awaitState(id, InferredState.CONNECTING);
        board.send("{\"type\":\"listen\",\"state\":\"start\",\"mode\":\"manual\"}");
        awaitState(id, InferredState.LISTENING);
        board.send("{\"type\":\"listen\",\"state\":\"stop\"}");
        awaitState(id, InferredState.IDLE);
        assertThat(engine.model().firmware(id).orElseThrow().channelEndsNanos()).isPresent();
        board.socket.drop();
        awaitState(id, InferredState.ASLEEP);
    }

    private void awaitState(DeviceId id, InferredState state) {
        await().untilAsserted(() -> assertThat(engine.model().firmware(id)).hasValueSatisfying(now -> assertThat(now.state()).isEqualTo(state)));
    }

    private void boot(String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + engine.model().state().get().port() + "/xiaozhi/ota/"))
            .header("Device-Id", "aa:bb:cc:00:00:09")
            .POST(HttpRequest.BodyPublishers.ofString(body)).build();
        assertThat(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    }

    private Set<LintRule> openRules() {
        return engine.model().problems().get().stream().filter(ProblemEntry::open).map(ProblemEntry::problem)
            .flatMap(problem -> problem.subject() instanceof ProblemSubject.ProtocolRule(_, String rule) ? LintRule.of(rule).stream() : Stream.empty())
            .collect(Collectors.toSet());
    }

    private List<String> rows() {
        return engine.model().events().read(0, 1000).rows().stream().filter(event -> event.type().equals("lint")).map(event -> event.text().in(Locale.ENGLISH))
            .toList();
    }
}
