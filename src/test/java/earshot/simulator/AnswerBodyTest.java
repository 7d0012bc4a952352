package earshot.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import com.sun.net.httpserver.HttpServer;
import earshot.time.TimeFake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerBodyTest {
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, Chunked\r\n\r\n";

    @Test
    void aStatedLengthIsReadAndWithoutOneEverything() throws IOException {
        assertThat(read("HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\n", "bodymore")).isEqualTo("body");
        assertThat(read("HTTP/1.1 200 OK\r\nContent-Length: 40\r\n\r\n", "cut")).isEqualTo("cut");
        assertThat(read("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", "body")).isEqualTo("body");
        assertThat(read("HTTP/1.1 200 OK\r\n\r\n", "x".repeat(2_000_000))).hasSize(1 << 20);
    }

    @Test
    void chunksArePutTogether() throws IOException {
        assertThat(read(CHUNKED, "4\r\nWiki\r\n6;a=b\r\npedia \r\n00B\r\nin\r\nchunks.\r\n0\r\nX: y\r\n\r\n")).isEqualTo("Wikipedia in\r\nchunks.");
        assertThat(read(CHUNKED, "0\r\n\r\n")).isEmpty();
        assertThat(read(CHUNKED, ("FFFFF\r\n" + "x".repeat(0xfffff) + "\r\n").repeat(2) + "0\r\n\r\n")).hasSize(1 << 20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "4\r\nWikipedia\r\n0\r\n\r\n", "4\r\nWiki\r\n", "4\r\nWi", "-1\r\n", "12345678\r\n"})
    void chunksThatAreNoneOrAreCutAreRefused(String body) {
        assertThatThrownBy(() -> read(CHUNKED, body)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read(CHUNKED, "x".repeat(5_000))).isInstanceOf(IOException.class);
    }

    @Test
    void aServerThatAnswersInChunksTellsItsAddress() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, 0);
            for (String part : List.of("{\"websocket\":{\"url\":", "\"ws://10.0.0.5:8000/xiaozhi/v1/\"}}")) {
                exchange.getResponseBody().write(part.getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
            }
            exchange.close();
        });
        server.start();
        try {
            SimulatedDeviceProfile profile = SimulatedDeviceProfile.numbered(7, "ws://old:1/");
            assertThat(OtaRequest.post(new TimeFake(), "http://127.0.0.1:" + server.getAddress().getPort() + "/xiaozhi/ota/", profile).into(profile).url())
                .isEqualTo("ws://10.0.0.5:8000/xiaozhi/v1/");
        } finally {
            server.stop(0);
        }
    }

    private static String read(String head, String body) throws IOException {
        return new String(AnswerBody.read(head, new ByteArrayInputStream(body.getBytes(StandardCharsets.ISO_8859_1))), StandardCharsets.ISO_8859_1);
    }
}
