package earshot.server;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.device.DeviceFacts.OtaFacts;
import earshot.id.DeviceId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Plain HTTP on both ports, mainly OTA.
class HttpRouterTest {
    private static final String BODY = """
        {"version":2,"minimum_free_heap_size":"98304","mac_address":"02:00:00:FE:00:01","uuid":"11-22",
         "application":{"name":"xiaozhi","version":"2.4.2"},"board":{"type":"lichuang-dev","name":"lichuang","rssi":-52,"ip":"192.168.1.77"}}""";

    private DeviceServerFixture fixture = new DeviceServerFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/xiaozhi/v1/", "/anything?token=abc"})
    void aPlainGetOnTheWebSocketPortIsAnswered(String target) {
        String answer = RawSocketClient.ask(fixture.port(), "GET " + target + " HTTP/1.1", "Host: x");

        assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n").contains("Content-Type: text/plain").endsWith("\r\n\r\nServer is running\n");
        assertThat(fixture.attempt(a -> a.step() == ConnectionAttempt.Step.PAGE).request()).startsWith("GET /").doesNotContain("abc");
    }

    @Test
    void ourEndIsClosedBehindAPageAtOnce() {
        try (RawSocketClient page = new RawSocketClient(fixture.port())) {
            page.raw("GET / HTTP/1.1\r\n\r\n");
            assertThat(page.rest()).endsWith("Server is running\n");
        }
    }

    /// Only a person or a web page sends this, never a device, and may wait for the end of the connection.
    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void ourEndIsClosedBehindOtaAtOnceWhereNoDeviceAsks(String method) {
        try (RawSocketClient page = new RawSocketClient(fixture.port())) {
            page.raw(method + " /xiaozhi/ota/ HTTP/1.1\r\n\r\n");
            assertThat(page.rest()).startsWith("HTTP/1.1 20");
        }
    }

    /// Firmware fails when the server closes TCP first.
    @ParameterizedTest
    @ValueSource(strings = {"/xiaozhi/ota/", "/ota/"})
    void ourEndStaysOpenBehindOtaSoThatTheDeviceCanCloseFirst(String path) throws InterruptedException {
        try (RawSocketClient ota = new RawSocketClient(fixture.port())) {
            ota.raw("POST " + path + " HTTP/1.1\r\nDevice-Id: d\r\nContent-Length: 2\r\n\r\n{}");
            assertThat(ota.answer()).startsWith("HTTP/1.1 200 ");
            Thread untilTheEnd = Thread.ofVirtual().start(ota::rest);
            fixture.time.advance(HandshakeChannel.LINGER.minusMillis(1));
            assertThat(untilTheEnd.isAlive()).isTrue();
            fixture.time.advance(Duration.ofMillis(1));
            untilTheEnd.join();
        }
    }

    @ParameterizedTest
    @CsvSource({"true,/xiaozhi/ota/,/xiaozhi/v1/", "false,/xiaozhi/ota/,/xiaozhi/v1/", "true,/supie/ota/,/supie/v1/", "false,/supie/ota,/supie/v1/"})
    void otaIsAnsweredOnBothPortsWithAnAddressFromTheRequestsOwnHostAndPrefix(boolean oneport, String path, String leadsTo) {
        int port = oneport ? fixture.port() : fixture.httpPort();
        String answer = RawSocketClient.post(port, path, BODY,
            "Host: 192.168.1.5:" + port, "Device-Id: 02:00:00:fe:00:01", "Client-Id: c", "User-Agent: lichuang/2.4.2", "Connection: close");

        assertThat(answer).startsWith("HTTP/1.1 200 ").containsIgnoringCase("content-length: ").doesNotContainIgnoringCase("access-control-allow-origin");
        JsonNode json = json(answer);
        assertThat(json.path("websocket").toString()).isEqualTo("{\"url\":\"ws://192.168.1.5:" + fixture.port() + leadsTo + "\",\"token\":\"\",\"version\":1}");
        assertThat(json.has("mqtt")).isFalse();
        assertThat(json.has("activation")).isFalse();
        assertThat(json.path("firmware").toString()).isEqualTo("{\"version\":\"2.4.2\",\"url\":\"\"}");
        assertThat(json.path("server_time").path("timestamp").longValue()).isEqualTo(fixture.time.now().toEpochMilli());
        assertThat(json.path("server_time").path("timezone_offset").isInt()).isTrue();
        OtaFacts facts = fixture.otas.values().iterator().next();
        assertThat(facts).isEqualTo(new OtaFacts(fixture.time.now(), "lichuang", "2.4.2", "192.168.1.77", "127.0.0.1", Optional.of(-52), Optional.of(98_304L)));
        ConnectionAttempt attempt = fixture.attempt(a -> a.step() == ConnectionAttempt.Step.OTA);
        assertThat(attempt.device()).contains(new DeviceId("02:00:00:fe:00:01"));
        assertThat(attempt.port()).isEqualTo(oneport ? ConnectionAttempt.Port.WEBSOCKET : ConnectionAttempt.Port.HTTP);
    }

    /// Firmware tells nobody that its address has a mistake.
    @ParameterizedTest
    @ValueSource(strings = {"/ota/", "//xiaozhi/ota/", "/", "/xiaozhi/v1/", "/xiaozi/ota", "/api/ota?v=1"})
    void aBoardThatBootsByAnotherPathIsSentOn(String path) {
        for (int port : new int[] {fixture.port(), fixture.httpPort()}) {
            String answer = RawSocketClient.post(port, path, BODY, "Host: 192.168.1.5:" + port, "Device-Id: 02:00:00:fe:00:01", "Client-Id: c");
            assertThat(json(answer).path("websocket").path("url").textValue()).isEqualTo("ws://192.168.1.5:" + fixture.port() + "/xiaozhi/v1/");
        }
        assertThat(RawSocketClient.post(fixture.httpPort(), "/ota/activate", "{}", "Device-Id: 02:00:00:fe:00:01")).startsWith("HTTP/1.1 200 ");
        assertThat(RawSocketClient.post(fixture.httpPort(), "/mcp/vision/explain", "{}", "Device-Id: 02:00:00:fe:00:01")).as("no boot request")
            .startsWith("HTTP/1.1 404 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"board\":{\"ssid\":\"a\"b\"}}", "[1,2]", "null", "{\"application\":7,\"board\":[]}", "\u0000\u0001"})
    void whateverTheBodyIsOtaAnswers200FromTheHeaders(String body) {
        for (int port : new int[] {fixture.port(), fixture.httpPort()}) {
            String answer = RawSocketClient.post(port, "/xiaozhi/ota/", body, "Host: h:1", "Device-Id: d", "User-Agent: esp-box/1.2.3");
            assertThat(answer).startsWith("HTTP/1.1 200 ");
            assertThat(json(answer).path("firmware").path("version").textValue()).isEqualTo("1.2.3");
        }
        assertThat(fixture.otas.values()).allMatch(f -> f.board().equals("esp-box"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v2.0.0", "2.0-beta", "99999999999999999999", "..", "2..0"})
    void aVersionThatFirmwareCannotParseIsLeftOut(String version) {
        String body = "{\"application\":{\"version\":\"" + version + "\"}}";
        assertThat(json(RawSocketClient.post(fixture.httpPort(), "/xiaozhi/ota/", body, "Host: h")).has("firmware")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        "desk.local:8003, -, -, ws://desk.local:%d/xiaozhi/v1/",
        "10.0.0.1, -, -, ws://10.0.0.1:%d/xiaozhi/v1/",
        "[::1]:8003, -, -, ws://127.0.0.1:%d/xiaozhi/v1/",
        "inside:1, voice.example.org, https, wss://voice.example.org:443/xiaozhi/v1/",
        "inside:1, voice.example.org:8443, https, wss://voice.example.org:8443/xiaozhi/v1/",
        "inside:1, voice.example.org, -, ws://inside:%d/xiaozhi/v1/",
        "inside:1, bad host, https, ws://inside:%d/xiaozhi/v1/",
        "inside:1, x, gopher, ws://inside:%d/xiaozhi/v1/"})
    void theHandedOutHostIsOneThatADeviceCanUse(String host, String forwardedHost, String forwardedProto, String url) {
        String answer = RawSocketClient.post(fixture.httpPort(), "/xiaozhi/ota/", "{}", "Host: " + host,
            forwardedHost == null ? "X-A: b" : "X-Forwarded-Host: " + forwardedHost,
            forwardedProto == null ? "X-B: c" : "X-Forwarded-Proto: " + forwardedProto);

        assertThat(json(answer).path("websocket").path("url").textValue()).isEqualTo(url.formatted(fixture.port()));
    }

    @Test
    void onTheWebSocketPortAMappedPortLeadsBack() {
        JsonNode json = json(RawSocketClient.post(fixture.port(), "/xiaozhi/ota/", "{}", "Host: mapped:18000"));
        assertThat(json.path("websocket").path("url").textValue()).isEqualTo("ws://mapped:18000/xiaozhi/v1/");
    }

    @Test
    void aSetAddressIsHandedOutAndASharedTokenIsNot() {
        ServerSettings.Auth auth = new ServerSettings.Auth(true, List.of("t0k"), List.of(new DeviceId("free")));
        fixture.settings = new ServerSettings("127.0.0.1", 0, 0, Optional.of("wss://set.example/ws/"), Optional.empty(), auth, Optional.empty(), 300);

        assertThat(json(RawSocketClient.post(fixture.port(), "/xiaozhi/ota/", "{}", "Device-Id: d")).path("websocket").toString())
            .isEqualTo("{\"url\":\"wss://set.example/ws/\",\"version\":1}");
        assertThat(json(RawSocketClient.post(fixture.port(), "/xiaozhi/ota/", "{}", "Device-Id: FREE")).path("websocket").path("token").textValue()).isEmpty();
    }

    @Test
    void aBrowserReadsThatOtaWorksAndWhereDevicesAreSent() {
        for (int port : new int[] {fixture.port(), fixture.httpPort()}) {
            String url = "ws://desk:" + (port == fixture.port() ? 8003 : fixture.port()) + "/supie/v1/";
            assertThat(RawSocketClient.ask(port, "GET /supie/ota/ HTTP/1.1", "Host: desk:8003")).startsWith("HTTP/1.1 200 ").contains("OTA works", url);
        }
    }

    @Test
    @DisplayName("U49: a board that waits shows no code where codes are off, and is told nothing else than before")
    void activationWithoutACode() {
        fixture.settings = new ServerSettings("127.0.0.1", 0, 0, Optional.empty(), Optional.empty(), new ServerSettings.Auth(true, List.of(), List.of(), false),
            Optional.empty(), 300);
        JsonNode reply = json(RawSocketClient.post(fixture.port(), "/xiaozhi/ota/", "{}", "Device-Id: 02:00:00:fe:00:07", "Client-Id: c7"));
        assertThat(reply.has("activation")).isFalse();
        assertThat(reply.path("websocket").has("token")).isFalse();
        assertThat(fixture.access.approvals().get()).as("it waits in the console").hasSize(1);
        assertThat(RawSocketClient.post(fixture.port(), "/xiaozhi/ota/activate", "{}", "Device-Id: 02:00:00:fe:00:07", "Client-Id: c7"))
            .startsWith("HTTP/1.1 202 ");
    }

    @Test
    void activationOfARefusedBoardIsDeniedInWords() {
        fixture.settings = DeviceServerFixture.guarded(List.of(), List.of());
        RawSocketClient.post(fixture.port(), "/xiaozhi/ota/", "{}", "Device-Id: 02:00:00:fe:00:07", "Client-Id: c7");
        fixture.access.refuse(fixture.access.approvals().get().getFirst().claim());
        assertThat(RawSocketClient.post(fixture.port(), "/xiaozhi/ota/activate", "{}", "Device-Id: 02:00:00:fe:00:07", "Client-Id: c7"))
            .startsWith("HTTP/1.1 403 ").endsWith("{\"success\":false,\"error\":\"refused by the operator\"}");
    }

    @Test
    void activationIsDone() {
        for (int port : new int[] {fixture.port(), fixture.httpPort()}) {
            assertThat(RawSocketClient.post(port, "/xiaozhi/ota/activate", "{}", "Device-Id: d")).startsWith("HTTP/1.1 200 ");
        }
        assertThat(fixture.attempt(a -> a.step() == ConnectionAttempt.Step.ACTIVATION).device()).contains(new DeviceId("d"));
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedOnBothDoors() {
        String body = "x".repeat(HttpRequest.MAX_BODY_BYTES + 1);
        for (int port : new int[] {fixture.port(), fixture.httpPort()}) {
            assertThat(RawSocketClient.post(port, "/elsewhere", body)).startsWith("HTTP/1.1 413 ");
        }
    }

    @Test
    void aLargeBodyOfAProgramIsNoAttemptOfADevice() {
        fixture.close();
        fixture = new DeviceServerFixture(DeviceServerFixture.server(0, 0), new HttpRoute() {
            @Override
            public String path() {
                return "/polled";
            }

            @Override
            public boolean polled() {
                return true;
            }

            @Override
            public HttpReply answer(HttpRequest request) {
                return HttpReply.json(200, "{}");
            }
        });
        String body = "x".repeat(HttpRequest.MAX_BODY_BYTES + 1);
        assertThat(RawSocketClient.post(fixture.httpPort(), "/polled/1", body)).startsWith("HTTP/1.1 413 ")
            .endsWith("{\"error\":\"the body is larger than 65536 bytes\"}");
        assertThat(RawSocketClient.post(fixture.httpPort(), "/other", body)).startsWith("HTTP/1.1 413 ");
        assertThat(fixture.attempt(attempt -> attempt.problem().isPresent()).request()).as("the first that is told").startsWith("POST /other");
    }

    @Test
    void theLargestBodyIsTakenOnBothDoors() {
        String body = "{\"pad\":\"" + "x".repeat(HttpRequest.MAX_BODY_BYTES - 10) + "\"}";
        for (int port : new int[] {fixture.port(), fixture.httpPort()}) {
            assertThat(RawSocketClient.post(port, "/xiaozhi/ota/", body)).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void routesOfOtherFeaturesAreServedOnBothDoors() {
        fixture.close();
        fixture = new DeviceServerFixture(DeviceServerFixture.server(0, 0), new HttpRoute() {
            @Override
            public String path() {
                return "/meetings";
            }

            @Override
            public HttpReply answer(HttpRequest request) {
                if (request.path().endsWith("/broken")) {
                    throw new IllegalStateException("a test's");
                }
                return HttpReply.json(200, "{\"path\":\"" + request.path() + "\"}");
            }
        });
        for (int port : new int[] {fixture.port(), fixture.httpPort()}) {
            assertThat(RawSocketClient.ask(port, "GET /meetings/7 HTTP/1.1", "Host: x")).startsWith("HTTP/1.1 200").endsWith("{\"path\":\"/meetings/7\"}");
            assertThat(RawSocketClient.ask(port, "GET /meetings/broken HTTP/1.1", "Host: x")).startsWith("HTTP/1.1 500");
        }
        assertThat(RawSocketClient.ask(fixture.httpPort(), "GET /meetingsX HTTP/1.1", "Host: x")).startsWith("HTTP/1.1 404")
            .endsWith("{\"success\":false,\"error\":\"not found\"}");
    }

    private static JsonNode json(String answer) {
        try {
            return JSON.readTree(answer.substring(answer.indexOf("\r\n\r\n") + 4));
        } catch (java.io.IOException e) {
            throw new AssertionError(answer, e);
        }
    }
}
