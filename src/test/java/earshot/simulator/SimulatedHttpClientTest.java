package earshot.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.time.SystemTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("U48: what the tools of firmware send and take by HTTP")
class SimulatedHttpClientTest {
    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, '\r', '\n', 0, 7};

    private final SystemTime time = new SystemTime();
    private final CompletableFuture<String> request = new CompletableFuture<>();
    private ServerSocket server;
    private volatile String answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    /// Reads one request to its end: the empty chunk, or the empty line of one without a body.
    private void serve() {
        try (Socket peer = server.accept()) {
            StringBuilder read = new StringBuilder();
            InputStream in = peer.getInputStream();
            while (!(read.toString().startsWith("GET") ? read.toString().endsWith("\r\n\r\n") : read.toString().endsWith("\r\n0\r\n\r\n"))) {
                int next = in.read();
                if (next < 0) {
                    break;
                }
                read.append((char) next);
            }
            peer.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
            request.complete(read.toString());
        } catch (IOException e) {
            request.completeExceptionally(e);
        }
    }

    @Test
    void aSnapshotIsAFormInChunksWithoutALength() throws IOException {
        assertThat(SimulatedHttpClient.upload(time, url(), JPEG)).isEqualTo(200);
        String sent = request.join();
        assertThat(sent).startsWith("POST /earshot/once/1 HTTP/1.1\r\nHost: 127.0.0.1:" + server.getLocalPort() + "\r\n")
            .contains("Transfer-Encoding: chunked", "boundary=----ESP32_SCREEN_SNAPSHOT_BOUNDARY", "filename=\"screenshot.jpg\"")
            .doesNotContain("Content-Length").contains("\r\n6\r\n" + new String(JPEG, StandardCharsets.ISO_8859_1) + "\r\n").endsWith("\r\n0\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource({"HTTP/1.1 404 Not Found, 404", "HTTP/1.0 500 broken, 500"})
    void theStatusOfAnUploadIsWhatTheServerSays(String line, int status) throws IOException {
        answer = line + "\r\n\r\n";
        assertThat(SimulatedHttpClient.upload(time, url(), JPEG)).isEqualTo(status);
    }

    @ParameterizedTest
    @DisplayName("an upgrade needs status 200 and a length")
    @CsvSource(delimiter = '|', value = { "HTTP/1.1 200 OK|Content-Length: 5|hello|5", "HTTP/1.1 200 OK|content-length:5|hello|5",
        "HTTP/1.1 404 Not Found|Content-Length: 5|hello|0", "HTTP/1.1 200 OK|Connection: close|hello|0", "HTTP/1.1 200 OK|Content-Length: 0|''|0" })
    void anUpgrade(String line, String header, String body, int length) throws IOException {
        answer = line + "\r\n" + header + "\r\n\r\n" + body;
        assertThat(SimulatedHttpClient.fetch(time, url())).isEqualTo(length);
        assertThat(request.join()).startsWith("GET /earshot/once/1 HTTP/1.1\r\n");
    }

    @Test
    void aFileThatEndsEarlyAndAPeerThatSaysNothingAreFailures() {
        answer = "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhello";
        assertThatThrownBy(() -> SimulatedHttpClient.fetch(time, url())).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> SimulatedHttpClient.fetch(time, "http://127.0.0.1:1/x")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> SimulatedHttpClient.upload(time, "no address", JPEG)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theBoardReportsAFailedUploadInTheWordsOfTheFirmware() {
        SimulatedBoard board = new SimulatedBoard(time, () -> { });
        answer = "HTTP/1.1 413 Content Too Large\r\n\r\n";
        assertThatThrownBy(() -> board.uploadScreen(url(), 80)).hasMessage("Unexpected status code: 413");
        assertThatThrownBy(() -> board.uploadScreen("http://127.0.0.1:1/x", 80)).hasMessage("Failed to open URL: http://127.0.0.1:1/x");
        assertThatThrownBy(() -> board.uploadScreen("", 80)).hasMessage("Failed to open URL: ");
    }

    private String url() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/earshot/once/1";
    }
}
