package earshot.server;

import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.time.TimeFake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A reply that goes on, over a real socket.
class HttpStreamTest {
    private final TimeFake time = new TimeFake();
    private final BlockingQueue<Boolean> results = new LinkedBlockingQueue<>();
    private final BlockingQueue<byte[]> pieces = new LinkedBlockingQueue<>();
    private final CompletableFuture<HttpStream.Output> output = new CompletableFuture<>();
    private DeviceServer server;

    /// Sends what the test gives it; ends with an empty piece.
    private final class RouteFake implements HttpRoute {
        @Override
        public String path() {
            return "/stream";
        }

        @Override
        public HttpReply answer(HttpRequest request) {
            return new HttpReply(200, "text/plain", Map.of(), "begin\n".getBytes(StandardCharsets.UTF_8), Optional.of(this::write));
        }

        private void write(HttpStream.Output to) {
            output.complete(to);
            try {
                for (byte[] piece = pieces.take(); piece.length > 0; piece = pieces.take()) {
                    results.add(to.send(piece));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @BeforeEach
    void open() {
        ServerSettings.Auth nobody = new ServerSettings.Auth(false, List.of(), List.of());
        ServerSettings settings = new ServerSettings("127.0.0.1", 0, 0, Optional.empty(), Optional.empty(), nobody, Optional.empty(), 300);
        server = DeviceServer.open(time, () -> settings, ServerSecurity.standard(), (_, _) -> {
            throw new AssertionError("no device here");
        }, _ -> {}, (_, _) -> {}, AdmissionPolicies.undecided(time, _ -> Optional.empty()), List.of(new RouteFake()));
    }

    @AfterEach
    void close() {
        pieces.add(new byte[0]);
        Thread closing = Thread.ofVirtual().start(server::close);
        await().until(() -> {
            time.advance(Duration.ofMillis(500));
            return !closing.isAlive();
        });
    }

    @Test
    void piecesComeOneAfterTheOtherAndTheEndIsTheEndOfTheConnection() throws Exception {
        try (Socket socket = ask()) {
            BufferedReader lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            List<String> head = new ArrayList<>();
            for (String line = lines.readLine(); !line.isEmpty(); line = lines.readLine()) {
                head.add(line);
            }
            assertThat(head).first().isEqualTo("HTTP/1.1 200 OK");
            assertThat(head).noneMatch(line -> line.startsWith("Content-Length"));
            assertThat(lines.readLine()).isEqualTo("begin");
            for (int i = 0; i < 300; i++) {
                pieces.add(("piece " + i + "\n").getBytes(StandardCharsets.UTF_8));
                assertThat(results.take()).isTrue();
                assertThat(lines.readLine()).isEqualTo("piece " + i);
            }
            time.advance(Duration.ofMinutes(5));
            pieces.add("late\n".getBytes(StandardCharsets.UTF_8));
            assertThat(lines.readLine()).as("no limit of a whole reply cuts it").isEqualTo("late");
            pieces.add(new byte[0]);
            assertThat(lines.readLine()).isNull();
        }
    }

    @Test
    void whoReadsNothingIsGivenUp() throws Exception {
        try (Socket socket = ask()) {
            output.join();
            pieces.add(new byte[32 << 20]);
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                time.advance(Duration.ofMillis(100));
                return !results.isEmpty();
            });
            assertThat(results.take()).isFalse();
            assertThat(socket.isConnected()).isTrue();
        }
    }

    @Test
    void whoHangsUpIsNoticed() throws Exception {
        Socket socket = ask();
        HttpStream.Output to = output.get();
        socket.close();
        to.ended().get();
        pieces.add(new byte[] {1});
        assertThat(results.take()).isFalse();
    }

    @Test
    void aServerThatClosesEndsIt() throws Exception {
        try (Socket _ = ask()) {
            HttpStream.Output to = output.get();
            close();
            to.ended().get();
        }
    }

    private Socket ask() throws IOException {
        Socket socket = new Socket("127.0.0.1", server.httpPort());
        socket.getOutputStream().write("GET /stream HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
