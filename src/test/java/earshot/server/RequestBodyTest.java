package earshot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodyTest {
    private static final RequestBody.Sized FIVE = new RequestBody.Sized(5, HttpRequest.MAX_BODY_BYTES);

    @ParameterizedTest
    @ValueSource(strings = { "5\r\nhello\r\n0\r\n\r\n", "2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n", "5;name=value\r\nhello\r\n00\r\nTrailer: x\r\n\r\n",
        "05 \r\nhello\r\n0\r\n\r\n" })
    void chunksAreJoinedAndAreCompleteWithTheLastOnly(String chunks) {
        assertThat(read(chunks)).hasValue("hello");
        for (int length = 0; length < chunks.length(); length++) {
            assertThat(read(chunks.substring(0, length))).as(chunks.substring(0, length)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\r\nhello\r\n", "\r\nhello\r\n", "-5\r\nhello\r\n", "ffffffffff\r\n", "4\r\nhello\r\n"})
    void whatIsNoChunkIsRefused(String chunks) {
        assertThatThrownBy(() -> read(chunks)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"65537", "999999999", "2147483648", "99999999999999999999"})
    void aLengthBeyondWhatIsTakenIsTooLargeWhateverItIs(String length) {
        RequestBody body = RequestBody.of(new RequestHead(HttpMethod.POST, "/", "HTTP/1.1", Map.of("content-length", length)), HttpRequest.MAX_BODY_BYTES);
        assertThat(body.tooLarge(0)).isTrue();
        assertThat(body.mostBytes()).isEqualTo(HttpRequest.MAX_BODY_BYTES);
    }

    @Test
    @DisplayName("a body that looks complete again and again and is not is given up")
    void chunksThatDoNotEnd() {
        RequestBody chunks = new RequestBody.Chunks(HttpRequest.MAX_BODY_BYTES);
        byte[] bytes = "ffff\r\n\r\n\r\n".getBytes(StandardCharsets.UTF_8);
        assertThat(chunks.mayBeComplete(bytes, 0, bytes.length)).isTrue();
        assertThatThrownBy(() -> IntStream.range(0, 1000).forEach(_ -> chunks.read(bytes, 0, bytes.length))).hasMessage("the chunks do not end");
    }

    @Test
    void aSizedBodyEndsWhereItsLengthSays() {
        assertThat(FIVE.read(bytes("hell"), 0, 4)).isEmpty();
        assertThat(FIVE.read(bytes("hello!"), 0, 6)).hasValueSatisfying(body -> assertThat(body).asString().isEqualTo("hello"));
        assertThat(new RequestBody.Sized(HttpRequest.MAX_BODY_BYTES + 1, HttpRequest.MAX_BODY_BYTES).tooLarge(0)).isTrue();
        assertThat(FIVE.tooLarge(5)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("a client that sends its OTA request in chunks is answered as any other, on both ports")
    void otaInChunks(boolean webSocketPort) {
        try (DeviceServerFixture server = new DeviceServerFixture();
            RawSocketClient ota = new RawSocketClient(webSocketPort ? server.port() : server.httpPort())) {
            ota.raw(
                "POST /xiaozhi/ota/ HTTP/1.1\r\nHost: 127.0.0.1\r\nDevice-Id: 02:00:00:fe:00:01\r\nTransfer-Encoding: chunked\r\n\r\n12\r\n{\"application\":{\"v");
            ota.raw("\r\n10\r\nersion\":\"2.4.2\"}\r\n1\r\n}\r\n0\r\n\r\n");
            assertThat(ota.answer()).startsWith("HTTP/1.1 200 ").contains("\"version\":\"2.4.2\"");
        }
    }

    private static Optional<String> read(String chunks) {
        return new RequestBody.Chunks(HttpRequest.MAX_BODY_BYTES).read(bytes(chunks), 0, chunks.length()).map(body -> new String(body, StandardCharsets.UTF_8));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
