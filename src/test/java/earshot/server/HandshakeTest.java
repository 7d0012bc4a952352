package earshot.server;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.device.DeviceIdentity;
import earshot.id.DeviceId;
import earshot.wire.Dialect;
import earshot.wire.Framing;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Rows 1, 2, 12, 13, 28, 32, 37, 38 and 45 of the badge specification, through the socket.
class HandshakeTest {
    private final LogCapture log = new LogCapture();
    private DeviceServerFixture fixture = new DeviceServerFixture();

    @AfterEach
    void close() {
        fixture.close();
        log.close();
    }

    @ParameterizedTest
    @DisplayName("row 2, 37: header names work in any case and spelling")
    @ValueSource(strings = {"DEVICE-ID", "Device-Id", "device_id", "X-Device-Id", "x-device_id"})
    void headerNames(String name) {
        try (RawSocketClient _ = RawSocketClient.upgraded(fixture.port(), "/xiaozhi/v1/", name + ": AA:BB")) {
            assertThat(fixture.onlyListener().handshake.identity()).isEqualTo(new DeviceIdentity(new DeviceId("aa:bb"), "aa:bb", DeviceIdentity.Source.HEADER));
        }
    }

    /// In the original, iterating the headers may fail; the counterpart on this socket is a head with lines that are no headers.
    /// The intent is the same: odd headers never end a connection.
    @Test
    @DisplayName("row 2, 12: lines that are no headers are left out, and the device gets an automatic id")
    void headerTrouble() {
        try (RawSocketClient _ = RawSocketClient.upgraded(fixture.port(), "/xiaozhi/v1/", "no colon here", ": no name", "Device-Id", "X-Kept: As It Is")) {
            Handshake handshake = fixture.onlyListener().handshake;
            assertThat(handshake.identity().deviceId().value()).matches("auto-[0-9a-f]{8}");
            assertThat(handshake.headers()).containsEntry("x-kept", "As It Is").doesNotContainKey("");
        }
    }

    @Test
    @DisplayName("row 13: with query and header both given and different, the query wins")
    void queryWins() {
        try (RawSocketClient _ = RawSocketClient.upgraded(fixture.port(), "/xiaozhi/v1/?device-id=from-query", "Device-Id: from-header")) {
            assertThat(fixture.onlyListener().handshake.identity().deviceId()).isEqualTo(new DeviceId("from-query"));
            assertThat(log.all()).anyMatch(l -> l.contains("from-query source=query rawPaths=[/xiaozhi/v1/?device-id=from-query]"));
        }
    }

    @Test
    @DisplayName("row 13: a client id in a header becomes the device id when there is no other")
    void clientId() {
        try (RawSocketClient _ = RawSocketClient.upgraded(fixture.port(), "/xiaozhi/v1/", "Client-Id: Only-This")) {
            assertThat(fixture.onlyListener().handshake.identity().deviceId()).isEqualTo(new DeviceId("only-this"));
        }
    }

    @Test
    @DisplayName("row 1, 28: a device without an id is taken in under an automatic one, which stands in both headers")
    void automatic() {
        try (RawSocketClient _ = RawSocketClient.upgraded(fixture.port(), "/supie/v1/")) {
            Handshake handshake = fixture.onlyListener().handshake;
            DeviceId id = handshake.identity().deviceId();
            assertThat(id.value()).matches("auto-[0-9a-f]{8}");
            assertThat(handshake.headers()).containsEntry("device-id", id.value()).containsEntry("client-id", id.value());
        }
    }

    @Test
    @DisplayName("row 45: one WARNING with the automatic id, paths cut at 256 characters and header names, no values")
    void diagnostics() {
        String target = "/xiaozhi/v1/?nothing=" + "x".repeat(400);
        try (RawSocketClient _ = RawSocketClient.upgraded(fixture.port(), target, "X-Private: a value")) {
            DeviceId id = fixture.onlyListener().handshake.identity().deviceId();
            List<String> warnings = log.all().stream().filter(l -> l.startsWith("WARN")).toList();
            assertThat(warnings).hasSize(1);
            assertThat(warnings.getFirst())
                .startsWith("WARN 未从握手中获取 device-id，已回退自动分配 device-id=" + id + "; rawPaths=[" + target.substring(0, 256) + "], headerKeys=[")
                .contains("x-private").doesNotContain("a value");
        }
    }

    @Test
    @DisplayName("row 32: Authorization reaches authentication in any case, and no log line holds the token")
    void authorization() {
        fixture.close();
        fixture = new DeviceServerFixture(DeviceServerFixture.guarded(List.of("s3cret-token"), List.of()));
        try (RawSocketClient _ = RawSocketClient.upgraded(fixture.port(), "/xiaozhi/v1/", "AUTHORIZATION: Bearer s3cret-token", "Device-Id: a")) {
            assertThat(fixture.onlyListener().handshake.headers()).containsEntry("authorization", "***");
        }
        try (RawSocketClient _ = RawSocketClient.upgraded(fixture.port(), "/xiaozhi/v1/?authorization=Bearer%20s3cret-token&device-id=b")) {
            fixture.listener("b");
        }
        try (RawSocketClient _ = RawSocketClient.upgraded(fixture.port(), "/xiaozhi/v1/?token=s3cret-token&device_id=c&client_id=cc")) {
            assertThat(fixture.listener("c").handshake.identity().clientId()).isEqualTo("cc");
        }
        assertThat(log.all()).anyMatch(l -> l.contains("HTTP upgrade request path=/xiaozhi/v1/?token=***&device_id=c"))
            .anyMatch(l -> l.contains("127.0.0.1 conn - Headers: {")).noneMatch(l -> l.contains("s3cret"));
        assertThat(fixture.attempts).noneMatch(a -> a.toString().contains("s3cret"));
    }

    @ParameterizedTest
    @CsvSource({
        "X: y,Missing or invalid Authorization header",
        "Authorization: Basic abc,Missing or invalid Authorization header",
        "Authorization: Bearer wrong,Invalid token"})
    void refusedAuthenticationGets401WithItsReason(String header, String reason) {
        fixture.close();
        fixture = new DeviceServerFixture(DeviceServerFixture.guarded(List.of("right"), List.of(new DeviceId("aa:bb"))));
        try (RawSocketClient peer = new RawSocketClient(fixture.port())) {
            String head = peer.upgrade("/xiaozhi/v1/", header, "Device-Id: d1");
            assertThat(head).startsWith("HTTP/1.1 401 ").contains("WWW-Authenticate: Bearer").contains("application/json");
            assertThat(peer.rest()).isEqualTo("{\"error\":\"" + reason + "\"}");
        }
        assertThat(fixture.refusal()).isEqualTo(reason);
        assertThat(fixture.attempt(a -> a.problem().isPresent()))
            .matches(a -> a.step() == ConnectionAttempt.Step.IDENTIFIED && a.device().orElseThrow().value().equals("d1"));
        assertThat(log.all()).contains("ERROR Authentication failed: " + reason);
        assertThat(fixture.listeners).isEmpty();
    }

    @Test
    void anAllowedDeviceNeedsNoToken() {
        fixture.close();
        fixture = new DeviceServerFixture(DeviceServerFixture.guarded(List.of(), List.of(new DeviceId("aa:bb"))));
        RawSocketClient.device(fixture.port(), "AA:BB").close();
        assertThat(fixture.onlyListener().handshake.identity().deviceId()).isEqualTo(new DeviceId("aa:bb"));
    }

    @Test
    void theAnswerIsAPlain101WithoutExtensionAndSubprotocol() {
        try (RawSocketClient peer = new RawSocketClient(fixture.port())) {
            String head = peer.upgrade("/xiaozhi/v1/", "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits");
            assertThat(head).startsWith("HTTP/1.1 101 ").contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
                .doesNotContainIgnoringCase("extensions").doesNotContainIgnoringCase("sec-websocket-protocol");
        }
    }

    @Test
    void anAskedSubprotocolIsAgreedTo() {
        try (RawSocketClient peer = new RawSocketClient(fixture.port())) {
            assertThat(peer.upgrade("/", "Sec-WebSocket-Protocol: xiaozhi, other")).containsIgnoringCase("Sec-WebSocket-Protocol: xiaozhi\r\n");
        }
    }

    @ParameterizedTest
    @CsvSource({"/supie/v1/,BADGE", "/xiaozhi/v1/,XIAOZHI", "/anything,XIAOZHI"})
    void thePathDecidesTheDialect(String path, Dialect dialect) {
        try (RawSocketClient _ = RawSocketClient.upgraded(fixture.port(), path)) {
            assertThat(fixture.onlyListener().handshake).matches(h -> h.dialect() == dialect && h.path().equals(path));
        }
    }

    @Test
    void aChoiceForTheDeviceComesBeforeItsPath() {
        fixture.dialects.put(new DeviceId("chosen"), Dialect.BADGE);
        RawSocketClient.device(fixture.port(), "chosen").close();
        assertThat(fixture.onlyListener().handshake.dialect()).isEqualTo(Dialect.BADGE);
    }

    @ParameterizedTest
    @CsvSource({"1,RAW", "2,TIMESTAMPED", "3,COMPACT", "77,RAW", "x,RAW"})
    void protocolVersionDecidesTheFraming(String version, Framing framing) {
        try (RawSocketClient _ = RawSocketClient.upgraded(fixture.port(), "/", "Protocol-Version: " + version)) {
            assertThat(fixture.onlyListener().handshake.framing()).isEqualTo(framing);
        }
    }

    @Test
    void framesRightBehindTheHeadAreNotLost() {
        try (RawSocketClient peer = new RawSocketClient(fixture.port())) {
            byte[] head = RawSocketClient.upgradeHead("/", "Device-Id: eager").getBytes();
            byte[] frame = RawSocketClient.frame(0x81, "x".repeat(14_000).getBytes());
            peer.raw(java.nio.ByteBuffer.allocate(head.length + 2 * frame.length).put(head).put(frame).put(frame).array());
            assertThat(peer.head()).startsWith("HTTP/1.1 101");
            org.awaitility.Awaitility.await().until(() -> fixture.onlyListener().came.size() == 2);
        }
    }

    @Test
    void anAdmittedDeviceIsOneAttempt() {
        RawSocketClient.device(fixture.port(), "a1").close();
        ConnectionAttempt attempt = fixture.attempt(a -> a.step() == ConnectionAttempt.Step.AUTHENTICATED);
        assertThat(attempt.request()).isEqualTo("GET /xiaozhi/v1/ HTTP/1.1");
        assertThat(fixture.onlyListener().handshake.attempt()).isEqualTo(attempt);
    }
}
