package earshot.engine;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.access.Approval;
import earshot.access.Approval.State;
import earshot.access.Claim;
import earshot.device.ConnectionMode;
import earshot.device.Presence;
import earshot.engine.Operation.Outcome;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemReason;
import earshot.simulator.HandshakeRefused;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Boards that ask OTA and connect over real sockets, while an operator decides. Every test has device ids of its own.
class DeviceApprovalTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static EngineExtension engine;

    @BeforeAll
    static void start() {
        engine = new EngineExtension();
        engine.startFromFile("", new SpeechFactoryFake(""));
        require(true, "legacy-token");
    }

    @AfterAll
    static void stop() throws Exception {
        engine.close();
    }

    @Test
    @DisplayName("U01, U03: a board gets no token before the operator approves it, polls as firmware does, and then connects with a token of its own")
    void aBoardWaitsUntilItIsApproved() throws Exception {
        JsonNode first = ota("aa:00:00:00:00:01", "client-1");
        assertThat(first.path("websocket").has("token")).isFalse();
        assertThat(first.path("websocket").path("url").textValue()).startsWith("ws://");
        String code = first.path("activation").path("code").textValue();
        assertThat(code).matches("\\d{6}");
        assertThat(first.path("activation").path("message").textValue()).contains(code);
        assertThat(first.path("activation").path("challenge").textValue()).isNotEmpty();
        assertThat(activate("aa:00:00:00:00:01", "client-1")).isEqualTo(202);
        assertThat(approval(new DeviceId("aa:00:00:00:00:01"), "client-1").origin()).isEqualTo(new Approval.Origin("127.0.0.1", "lichuang", "2.4.2"));
        Problem waits = problem(ProblemCode.DEVICE_UNAPPROVED, "aa:00:00:00:00:01");
        assertThat(waits.args()).contains(code, "client-1");
        refused("aa:00:00:00:00:01", Map.of(), 401);

        assertThat(engine.done(new Command.ApproveDevice(new Claim(new DeviceId("aa:00:00:00:00:01"), "client-1")))).isInstanceOf(Outcome.Done.class);
        assertThat(engine.model().problems().get()).noneMatch(entry -> entry.open() && entry.problem().equals(waits));
        assertThat(activate("aa:00:00:00:00:01", "client-1")).isEqualTo(200);
        JsonNode second = ota("aa:00:00:00:00:01", "client-1");
        assertThat(second.has("activation")).isFalse();
        String token = second.path("websocket").path("token").textValue();
        engine.connect("supie", "aa:00:00:00:00:01", bearer(token)).awaitReceived("\"hello\"");
        assertThat(ota("aa:00:00:00:00:01", "client-1").path("websocket").path("token").textValue()).as("after another boot").isEqualTo(token);
        assertThat(engine.model().events().read(0, 20_000).rows().toString()).doesNotContain(token);
    }

    @Test
    void aTokenOpensOnlyForItsOwnIdAndNobodyElseIsGivenIt() throws Exception {
        String token = approved(new DeviceId("aa:00:00:00:00:02"), "client-2");
        refused("aa:00:00:00:00:22", bearer(token), 401);
        refused("aa:00:00:00:00:02", Map.of(), 401);
        refused("aa:00:00:00:00:02", bearer("legacy-token"), 401);
        assertThat(problem(ProblemCode.CONNECTION_REFUSED, "aa:00:00:00:00:02").args()).contains(ProblemReason.TOKEN_INVALID.toString());

        JsonNode stranger = ota("aa:00:00:00:00:02", "stranger");
        assertThat(stranger.path("websocket").has("token")).isFalse();
        assertThat(stranger.path("activation").has("code")).isTrue();
        assertThat(activate("aa:00:00:00:00:02", "stranger")).isEqualTo(202);
        assertThat(problem(ProblemCode.DEVICE_RIVAL, "aa:00:00:00:00:02").args()).endsWith("127.0.0.1");
        engine.connect("supie", "aa:00:00:00:00:02", bearer(token)).awaitReceived("\"hello\"");
    }

    @Test
    void approvingAnotherBoardWithTheIdEndsTheConnectionOfTheFirst() throws Exception {
        String token = approved(new DeviceId("aa:00:00:00:00:03"), "client-3");
        ClientFake first = engine.connect("supie", "aa:00:00:00:00:03", bearer(token));
        first.awaitReceived("\"hello\"");
        String next = approved(new DeviceId("aa:00:00:00:00:03"), "reflashed");
        await().untilAsserted(() -> assertThat(first.closed()).contains("1008"));
        refused("aa:00:00:00:00:03", bearer(token), 401);
        engine.connect("supie", "aa:00:00:00:00:03", bearer(next)).awaitReceived("\"hello\"");
    }

    @Test
    void aRevokedDeviceIsClosedAndStaysOutAlsoWhereNobodyNeedsApproval() throws Exception {
        Claim claim = new Claim(new DeviceId("aa:00:00:00:00:04"), "client-4");
        String token = approved(claim.deviceId(), claim.holder());
        ClientFake device = engine.connect("supie", claim.deviceId().value(), bearer(token));
        device.awaitReceived("\"hello\"");
        engine.done(new Command.RefuseDevice(claim));
        await().untilAsserted(() -> assertThat(device.closed()).contains("1008"));
        refused(claim.deviceId().value(), bearer(token), 403);
        JsonNode boot = ota(claim.deviceId().value(), claim.holder());
        assertThat(boot.path("websocket").has("token")).isFalse();
        assertThat(boot.has("activation")).as("it shall not ask for ever").isFalse();
        assertThat(activate(claim.deviceId().value(), claim.holder())).isEqualTo(403);
        assertThat(approval(claim.deviceId(), claim.holder()).state()).isEqualTo(State.REFUSED);

        require(false, "legacy-token");
        try {
            refused(claim.deviceId().value(), Map.of(), 403);
            engine.done(new Command.ForgetApproval(claim));
            engine.connect("supie", claim.deviceId().value(), Map.of()).awaitReceived("\"hello\"");
        } finally {
            require(true, "legacy-token");
        }
    }

    @Test
    void configuredTokensAndExemptDevicesWorkAsBefore() throws Exception {
        refused("aa:00:00:00:00:05", Map.of(), 401);
        assertThat(waiting("aa:00:00:00:00:05")).isTrue();
        engine.connect("supie", "aa:00:00:00:00:05", bearer("legacy-token")).awaitReceived("\"hello\"");
        assertThat(waiting("aa:00:00:00:00:05")).as("it is in").isFalse();
        engine.connect("supie", "aa:ee:ee:ee:ee:ee", Map.of()).awaitReceived("\"hello\"");
        assertThat(ota("aa:ee:ee:ee:ee:ee", "client-5").path("websocket").path("token").textValue()).isEmpty();
        assertThat(ota("aa:00:00:00:00:05", "client-5").toString()).doesNotContain("legacy-token");
    }

    @Test
    @DisplayName("U01: who gave no token is closed when devices need approval from now on; who gave one or needs none stays")
    void strangersAreClosedWhenApprovalBegins() throws Exception {
        require(false, "legacy-token");
        ClientFake stranger = engine.connect("supie", "aa:00:00:00:00:07", Map.of());
        ClientFake known = engine.connect("supie", "aa:00:00:00:00:08", bearer("legacy-token"));
        ClientFake exempt = engine.connect("supie", "aa:ee:ee:ee:ee:ee", Map.of());
        for (ClientFake device : List.of(stranger, known, exempt)) {
            device.awaitReceived("\"hello\"");
        }
        require(true, "legacy-token");
        await().untilAsserted(() -> assertThat(stranger.closed()).contains("1008"));
        await().untilAsserted(() -> assertThat(engine.facts("aa:00:00:00:00:07").history().lastEnd())
            .hasValueSatisfying(end -> assertThat(end.rule()).isEqualTo("access.unapproved")));
        await().until(() -> engine.model().events().read(0, 20_000).rows().toString().contains("devices need approval now"));
        for (ClientFake device : List.of(known, exempt)) {
            device.send("{\"type\":\"ping\"}");
            device.awaitReceived("\"pong\"");
        }
    }

    @Test
    void nobodyWaitsAnyMoreWhereNoDeviceNeedsAToken() throws Exception {
        DeviceId waits = new DeviceId("aa:00:00:00:00:0c");
        ota(waits.value(), "client-7");
        approved(new DeviceId("aa:00:00:00:00:0d"), "client-8");
        refused("aa:00:00:00:00:0d", bearer("wrong"), 401);
        await().until(() -> isOpen(ProblemCode.DEVICE_UNAPPROVED, waits.value()) && isOpen(ProblemCode.CONNECTION_REFUSED, "aa:00:00:00:00:0d"));
        require(false, "legacy-token");
        try {
            assertThat(waiting(waits.value())).isFalse();
            assertThat(isOpen(ProblemCode.DEVICE_UNAPPROVED, waits.value())).isFalse();
            assertThat(isOpen(ProblemCode.CONNECTION_REFUSED, "aa:00:00:00:00:0d")).isFalse();
            assertThat(approval(new DeviceId("aa:00:00:00:00:0d"), "client-8").is(State.APPROVED)).isTrue();
            assertThat(activate(waits.value(), "client-7")).as("the board that shows a code goes on").isEqualTo(200);
        } finally {
            require(true, "legacy-token");
        }
    }

    private static boolean isOpen(ProblemCode code, String device) {
        return engine.model().problems().get().stream().anyMatch(entry -> entry.open() && entry.problem().code() == code
            && entry.problem().args().getFirst().equals(device));
    }

    @Test
    @DisplayName("U04: the test device is started by a person and needs no second click")
    void theTestDeviceNeedsNoApproval() {
        engine.done(new Command.StartTestDevice(Optional.empty()));
        DeviceId id = engine.model().testDeviceState().get().orElseThrow().deviceId();
        await().atMost(Duration.ofSeconds(20)).until(() -> engine.findDevice(id.value()).flatMap(row -> row.facts().get().connection()).isPresent());
        engine.done(new Command.StopTestDevice());
        assertThat(engine.model().approvals().get()).noneMatch(asked -> asked.deviceId().equals(id));
        assertThatThrownBy(() -> engine.connect("supie", id.value(), Map.of())).isInstanceOf(HandshakeRefused.class);
    }

    @Test
    @DisplayName("Row 34: without approval a device in a meeting is not replaced from another address before a person allows it")
    void aMeetingIsNotTakenOver() throws Exception {
        require(false, "legacy-token");
        try {
            DeviceId id = new DeviceId("aa:00:00:00:00:06");
            ClientFake live = engine.connect("supie", id.value(), Map.of());
            live.awaitReceived("\"hello\"");
            assertThat(upgradeFrom("127.0.0.2", id.value())).contains(" 101 ");
            await("outside of a meeting the newer connection wins").untilAsserted(() -> assertThat(live.closed()).contains("1000"));

            ClientFake meets = engine.connect("supie", id.value(), Map.of());
            meets.awaitReceived("\"hello\"");
            meets.send("{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"meeting\"}");
            await().until(() -> engine.facts(id.value()).connection().filter(open -> open.mode() == ConnectionMode.MEETING).isPresent());
            assertThat(upgradeFrom("127.0.0.2", id.value())).contains(" 409 ");
            assertThat(problem(ProblemCode.DEVICE_OCCUPIED, id.value()).args()).endsWith("127.0.0.2", "127.0.0.1");
            assertThat(engine.model().connectionAttempts().get())
                .anyMatch(row -> row.remote().equals("127.0.0.2") && row.problem().filter(why -> why.code() == ProblemCode.DEVICE_OCCUPIED).isPresent());
            meets.send("{\"type\":\"ping\"}");
            meets.awaitReceived("\"pong\"");

            engine.done(new Command.AllowTakeover(id, "127.0.0.2"));
            assertThat(upgradeFrom("127.0.0.2", id.value())).contains(" 101 ");
        } finally {
            require(true, "legacy-token");
        }
    }

    @Test
    @DisplayName("U04: the console's test device speaks again where devices need approval since it was switched on")
    void theTestDeviceKeepsItsToken() {
        DeviceId id = new DeviceId("02:ea:50:00:00:01");
        require(false, "legacy-token");
        try {
            engine.done(new Command.StartTestDevice(Optional.empty()));
            awaitConnected(id, true);
            require(true, "legacy-token");
            engine.done(new Command.CloseDevice(id));
            awaitConnected(id, false);
            engine.done(new Command.SpeakAgain());
            awaitConnected(id, true);
        } finally {
            engine.done(new Command.StopTestDevice());
            require(true, "legacy-token");
        }
    }

    private static void awaitConnected(DeviceId id, boolean connected) {
        await().untilAsserted(() -> assertThat(engine.model().devices().get()).filteredOn(device -> device.id().equals(id)).singleElement()
            .matches(device -> (device.facts().get().presence() == Presence.CONNECTED) == connected));
    }

    /// The first line of the answer to an upgrade from another address of this computer.
    private static String upgradeFrom(String address, String id) throws IOException {
        Socket socket = engine.closing(new Socket());
        socket.bind(new InetSocketAddress(address, 0));
        socket.connect(new InetSocketAddress("127.0.0.1", engine.port()));
        socket.getOutputStream().write(("GET /supie/v1/ HTTP/1.1\r\nHost: 127.0.0.1\r\nDevice-Id: " + id
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1)).readLine();
    }

    private static void require(boolean approval, String token) {
        assertThat(engine.done(new Command.ApplySettings(
            Map.of("server.auth.enabled", approval, "server.auth.tokens", List.of(token), "server.auth.allowed_devices", List.of("AA:EE:EE:EE:EE:EE")))))
            .isInstanceOf(Outcome.Done.class);
    }

    /// Asks for approval, gets it, and returns the token.
    private static String approved(DeviceId id, String client) throws Exception {
        ota(id.value(), client);
        assertThat(engine.done(new Command.ApproveDevice(new Claim(id, client)))).isInstanceOf(Outcome.Done.class);
        return ota(id.value(), client).path("websocket").path("token").textValue();
    }

    private static void refused(String id, Map<String, String> headers, int status) {
        assertThatThrownBy(() -> engine.connect("supie", id, headers)).isInstanceOf(HandshakeRefused.class).hasMessageContaining(Integer.toString(status));
    }

    private static Map<String, String> bearer(String token) {
        return Map.of("Authorization", "Bearer " + token);
    }

    private static JsonNode ota(String id, String client) throws Exception {
        HttpResponse<String> answer = post("/xiaozhi/ota/", id, client);
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode json = JSON.readTree(answer.body());
        assertThat(json.has("mqtt")).isFalse();
        return json;
    }

    private static int activate(String id, String client) throws Exception {
        return post("/xiaozhi/ota/activate", id, client).statusCode();
    }

    private static HttpResponse<String> post(String path, String id, String client) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + engine.model().state().get().httpPort() + path))
            .header("Device-Id", id).header("Client-Id", client).header("User-Agent", "lichuang/2.4.2").POST(HttpRequest.BodyPublishers.ofString("{}")).build(),
            HttpResponse.BodyHandlers.ofString());
    }

    private static boolean waiting(String id) {
        return engine.model().approvals().get().stream().anyMatch(asked -> asked.deviceId().value().equals(id) && asked.is(State.PENDING));
    }

    private static Approval approval(DeviceId id, String client) {
        return engine.model().approvals().get().stream().filter(one -> one.claim().equals(new Claim(id, client))).findFirst().orElseThrow();
    }

    private static Problem problem(ProblemCode code, String device) {
        return engine.model().problems().get().stream().map(ProblemEntry::problem).filter(one -> one.code() == code && one.args().getFirst().equals(device))
            .findFirst().orElseThrow();
    }
}
