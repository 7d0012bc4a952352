package earshot.simulator;

import static earshot.simulator.FastAwait.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.time.TimeFake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketClientTest {
    private final TimeFake time = new TimeFake();
    private final List<WebSocketMessage> received = new CopyOnWriteArrayList<>();
    private final List<String> ends = new CopyOnWriteArrayList<>();

    private final WebSocketClient.Listener listener = new WebSocketClient.Listener() {
        @Override
        public void received(WebSocketMessage message, long arrivalNanos) {
            received.add(message);
        }

        @Override
        public void ended(String why) {
            ends.add(why);
        }
    };

    @ParameterizedTest
    @ValueSource(ints = {0, 125, 126, 65_535, 65_536})
    void whatItEncodesItCanRead(int length) throws IOException {
        byte[] payload = "x".repeat(length).getBytes(StandardCharsets.US_ASCII);
        var frames = new WebSocketFrameCodec(
            new ByteArrayInputStream(WebSocketFrameCodec.encode(WebSocketOpcode.TEXT, true, payload, new byte[] { 1, 2, 3, 4 })));
        assertThat(frames.next()).contains(new WebSocketMessage.Text("x".repeat(length)));
        assertThat(frames.next()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"ws://h:8000/a/b?c, false, h, 8000, /a/b?c", "wss://h/x, true, h, 443, /x", "ws://h, false, h, 80, /", "ws://h:81, false, h, 81, /"})
    void readsAnAddressAsTheFirmwareDoes(String url, boolean secure, String host, int port, String path) {
        assertThat(ServerUrl.of(url)).isEqualTo(new ServerUrl(secure, host, port, path, Optional.empty()));
    }

    @Test
    void aRefusalSaysTheStatusLine() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try (var client = server.accept()) {
                    WebSocketClient.head(client.getInputStream());
                    client.getOutputStream().write("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException _) {
                    // the test is over
                }
            });
            assertThatThrownBy(() -> open("ws://127.0.0.1:" + server.getLocalPort() + "/")).isInstanceOf(HandshakeRefused.class)
                .hasMessage("HTTP/1.1 401 Unauthorized");
        }
    }

    @Test
    void writesRawBytesAndMalformedFramesWhenATestWantsThem() throws IOException {
        try (var server = new ScriptedServerFake(); var client = open(server.url())) {
            client.frame(WebSocketOpcode.BINARY, false, new byte[] {1});
            client.frame(WebSocketOpcode.CONTINUATION, true, new byte[] {2});
            await().until(() -> server.sound.size() == 1);
            assertThat(server.sound.getFirst()).containsExactly(1, 2);
            client.raw(new byte[] {(byte) 0x8f, 0});
            await().until(() -> server.ended);
            await().until(() -> ends.size() == 1);
            assertThat(client.text("late")).isFalse();
        }
    }

    private WebSocketClient open(String url) throws IOException {
        return WebSocketClient.open(time, ServerUrl.of(url), Map.of(), Duration.ofSeconds(10), listener);
    }
}
