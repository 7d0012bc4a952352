package earshot.simulator;

import static earshot.data.JsonMappers.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import earshot.time.TimeFake;
import earshot.wire.Framing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OtaRequestTest {
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final AtomicReference<JsonNode> body = new AtomicReference<>();
    private final Map<String, String> headers = new HashMap<>();

    OtaRequestTest() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void asksAsTheFirmwareDoesAndUsesAddressTokenAndProtocolFormOfTheAnswer() throws IOException {
        answering(200, "{\"websocket\":{\"url\":\"ws://10.0.0.5:8000/xiaozhi/v1/\",\"token\":\"t\",\"version\":3}}");
        SimulatedDeviceProfile profile = SimulatedDeviceProfile.numbered(7, "ws://old:1/");
        SimulatedDeviceProfile next = OtaRequest.post(new TimeFake(), url(), profile).into(profile);
        assertThat(next.url()).isEqualTo("ws://10.0.0.5:8000/xiaozhi/v1/");
        assertThat(next.token()).contains("t");
        assertThat(next.framing()).isEqualTo(Framing.COMPACT);
        assertThat(headers).containsEntry("Device-id", "02:ea:50:00:00:07").containsEntry("Activation-version", "1").containsEntry("Connection", "close")
            .containsEntry("Host", "127.0.0.1:" + server.getAddress().getPort()).containsKey("User-agent");
        assertThat(body.get().path("mac_address").asText()).isEqualTo("02:ea:50:00:00:07");
        assertThat(body.get().path("minimum_free_heap_size").isTextual()).as("firmware sends it as text").isTrue();
        assertThat(body.get().at("/board/rssi").asInt()).isNegative();
    }

    @Test
    void keepsWhatTheAnswerLeavesOutAndDropsTheTokenWhenItIsEmpty() throws IOException {
        answering(200, "{\"websocket\":{\"url\":\"ws://h:1/\",\"token\":\"\"}}");
        SimulatedDeviceProfile profile = SimulatedDeviceProfile.numbered(7, "ws://old:1/").withToken(Optional.of("stored")).withFraming(Framing.TIMESTAMPED);
        SimulatedDeviceProfile next = OtaRequest.post(new TimeFake(), url(), profile).into(profile);
        assertThat(next.token()).isEmpty();
        assertThat(next.framing()).isEqualTo(Framing.TIMESTAMPED);
    }

    @Test
    void takesNothingButStatus200AndAJsonObject() {
        answering(404, "{}");
        assertThatThrownBy(() -> OtaRequest.post(new TimeFake(), url(), SimulatedDeviceProfile.numbered(1, ""))).isInstanceOf(IOException.class)
            .hasMessageContaining("404");
        server.removeContext("/");
        answering(200, "<html>");
        assertThatThrownBy(() -> OtaRequest.post(new TimeFake(), url(), SimulatedDeviceProfile.numbered(1, ""))).isInstanceOf(IOException.class)
            .hasMessageContaining("no JSON");
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/xiaozhi/ota/";
    }

    private void answering(int status, String answer) {
        server.createContext("/", exchange -> {
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
            body.set(JSON.readTree(exchange.getRequestBody()));
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }
}
