package earshot.server;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.device.DeviceIdentity;
import earshot.id.DeviceId;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("U49: the boot request and its answer as they passed, without what is secret")
class BootExchangeTest {
    private static final DeviceId BOARD = new DeviceId("aa:bb:cc:00:00:01");
    private static final String CLIENT = "5d1e6f0a-1111-4222-8333-444455556666";

    @Test
    void tokensAndTheClientIdAreMaskedAndTheRestIsThere() {
        BootExchange exchange = exchange("{\"mac_address\":\"" + BOARD + "\",\"uuid\":\"" + CLIENT + "\"}",
            new DeviceIdentity(BOARD, CLIENT, DeviceIdentity.Source.HEADER));
        assertThat(exchange.sent().line()).isEqualTo("POST /xiaozhi/ota/ HTTP/1.1");
        assertThat(exchange.sent().headers()).contains("device-id: " + BOARD, "client-id: ***", "authorization: ***");
        assertThat(exchange.body()).isEqualTo("{\"mac_address\":\"" + BOARD + "\",\"uuid\":\"***\"}");
        assertThat(exchange.replyHead()).startsWith("HTTP/1.1 200 OK\r\n").contains("Content-Length: ", "Connection: close");
        assertThat(exchange.reply()).contains("ws://192.168.1.5:8000/").doesNotContain("very-secret");
    }

    @Test
    void aBoardWithoutAClientIdKeepsItsDeviceIdAndALongBodyIsCut() {
        BootExchange exchange = exchange("x".repeat(60_000) + BOARD, new DeviceIdentity(BOARD, BOARD.value(), DeviceIdentity.Source.HEADER));
        assertThat(exchange.body().length()).isBetween(BootExchange.MAX_CHARS, BootExchange.MAX_CHARS + 100);
        assertThat(exchange("{\"mac\":\"" + BOARD + "\"}", new DeviceIdentity(BOARD, BOARD.value(), DeviceIdentity.Source.HEADER)).body())
            .contains(BOARD.value());
    }

    @Test
    @DisplayName("a token that is empty is no secret: it makes a board forget the one it had")
    void emptyTokens() {
        BootExchange exchange = exchange("{\"token\":\"\",\"a\":{\"api_key\" : \"\"},\"password\":\"hush\",\"token\":\"x\",\"b\":\"\"}",
            new DeviceIdentity(BOARD, CLIENT, DeviceIdentity.Source.HEADER));
        assertThat(exchange.body()).isEqualTo("{\"token\":\"\",\"a\":{\"api_key\" : \"\"},\"password\":\"***\",\"token\":\"***\",\"b\":\"\"}");
    }

    private static BootExchange exchange(String body, DeviceIdentity identity) {
        Map<String, String> headers = new LinkedHashMap<>(Map.of("device-id", BOARD.value()));
        headers.put("client-id", CLIENT);
        headers.put("authorization", "Bearer very-secret");
        InetSocketAddress here = new InetSocketAddress("127.0.0.1", 8003);
        HttpRequest request = new HttpRequest(ConnectionAttempt.Port.HTTP, HttpMethod.POST, "/xiaozhi/ota/", headers, body.getBytes(StandardCharsets.UTF_8), here, here,
            false);
        return BootExchange.of(Instant.EPOCH, request, HttpReply.json(200, "{\"websocket\":{\"url\":\"ws://192.168.1.5:8000/\",\"token\":\"very-secret\"}}"),
            identity);
    }
}
