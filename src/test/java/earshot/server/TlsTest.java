package earshot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.problem.ProblemCode;
import earshot.time.SystemTime;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// TLS on the ports that speak plainly too, with the certificate that is made on first use.
class TlsTest {
    private static final String CLIENT_HELLO_HEAD = "\u0016\u0003\u0001\u0002\u0000\u0001";
    private static DeviceServerFixture fixture;
    private static HttpClient client;
    private static volatile TlsSettings settings = TlsSettings.SECTION.defaults();

    @BeforeAll
    static void open() throws IOException, GeneralSecurityException {
        Path generated = Files.createTempDirectory("tls").resolve("certificate.p12");
        fixture = new DeviceServerFixture(DeviceServerFixture.server(0, 0), Optional.of(TlsSamples.certificates(() -> settings, generated, new SystemTime())));
        assertThat(generated).doesNotExist();
        RawSocketClient first = new RawSocketClient(fixture.port());
        first.raw(CLIENT_HELLO_HEAD);
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(generated));
        first.close();
        assertThat(Files.getPosixFilePermissions(generated)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(TlsSamples.trusting(generated)).build();
    }

    @AfterAll
    static void close() {
        client.shutdownNow();
        fixture.close();
    }

    @AfterEach
    void forget() {
        settings = TlsSettings.SECTION.defaults();
        fixture.attempts.clear();
        fixture.listeners.clear();
    }

    @Test
    void aDeviceSpeaksAndHearsOverWss() {
        Heard heard = new Heard();
        WebSocket device = wss("d", heard);
        String long60k = "x".repeat(60_000);
        device.request(100);
        device.sendText(long60k, true).join();
        device.sendBinary(ByteBuffer.wrap(new byte[] {1, 2, 3}), true).join();
        DeviceServerFixture.DeviceTransportListenerFake listener = fixture.onlyListener();
        await().until(() -> listener.came.size() == 2);
        assertThat(listener.came.getFirst()).isEqualTo(long60k);
        assertThat((byte[]) listener.came.getLast()).containsExactly(1, 2, 3);
        assertThat(listener.deviceTransport.send("你好" + long60k)).isTrue();
        assertThat(listener.deviceTransport.send(new byte[] {4, 5})).isTrue();
        await().until(() -> heard.texts.length() == 60_002 && heard.bytes.size() == 2);
        listener.deviceTransport.close(1001, "bye");
        await().until(() -> heard.closed.isDone());
        assertThat(heard.closed.join()).isEqualTo("1001 bye");
    }

    /// Records that do not fit into the socket are written in parts, and none twice.
    @Test
    void whatAPeerReadsLateArrivesWhole() {
        Heard heard = new Heard();
        WebSocket device = wss("d", heard);
        DeviceServerFixture.DeviceTransportListenerFake listener = fixture.onlyListener();
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            String text = (i + ",").repeat(4000);
            all.append(text);
            assertThat(listener.deviceTransport.send(text)).isTrue();
        }
        device.request(100_000);
        await().atMost(Duration.ofSeconds(30)).until(() -> heard.texts.length() == all.length());
        assertThat(heard.texts.toString().equals(all.toString())).isTrue();
        device.abort();
    }

    @Test
    void otaLeadsADeviceThatCameByTlsToWssAndOthersToWs() throws IOException, InterruptedException {
        for (int port : List.of(fixture.port(), fixture.httpPort())) {
            assertThat(get("https://localhost:" + port + "/supie/ota/")).contains("wss://localhost:" + fixture.port() + "/supie/v1/");
            assertThat(get("http://localhost:" + port + "/supie/ota/")).contains("ws://localhost:" + fixture.port() + "/supie/v1/").doesNotContain("wss:");
        }
    }

    @Test
    void aPlainDeviceIsServedBesideThem() {
        wss("a", new Heard());
        try (RawSocketClient plain = RawSocketClient.device(fixture.port(), "b")) {
            plain.text("plainly");
            assertThat(fixture.listener("b").first()).isEqualTo("plainly");
        }
    }

    @Test
    void aHandshakeThatStopsHalfWayIsCutAfterTenSeconds() {
        for (int port : List.of(fixture.port(), fixture.httpPort())) {
            try (RawSocketClient slow = new RawSocketClient(port)) {
                slow.raw(CLIENT_HELLO_HEAD);
                slow.raw("\u0000");
                // a later request is answered, so this one has been read
                assertThat(RawSocketClient.ask(port, "GET / HTTP/1.1", "Host: x")).startsWith("HTTP/1.1 200 ");
                await().until(() -> {
                    fixture.time.advance(HandshakeChannel.HEAD_LIMIT);
                    return fixture.attempts.stream().anyMatch(attempt -> attempt.problem().isPresent());
                });
                assertThat(slow.atEnd()).isTrue();
                assertThat(fixture.refusal()).contains("not complete after 10 s");
                fixture.attempts.clear();
            }
        }
    }

    @Test
    void whatIsNoTlsAndWhoDoesNotTrustIsAnAttemptWithAReason() {
        try (RawSocketClient odd = new RawSocketClient(fixture.port())) {
            odd.raw("\u0016\u0003\u0001\u0000\u0005hello");
            odd.rest();
        }
        assertThat(fixture.refusal()).startsWith("TLS failed: ");
        fixture.attempts.clear();
        try (HttpClient stranger = HttpClient.newHttpClient()) {
            assertThatThrownBy(() -> stranger.send(request("https://localhost:" + fixture.port() + "/"), HttpResponse.BodyHandlers.discarding()))
                .isInstanceOf(SSLException.class);
        }
        assertThat(fixture.attempt(a -> a.problem().isPresent()).problem().orElseThrow().code()).isEqualTo(ProblemCode.HANDSHAKE_FAILED);
    }

    @Test
    void whereTlsIsOffItIsRefusedAsBefore() {
        settings = new TlsSettings(false, Optional.empty(), Optional.empty(), Optional.empty());
        try (RawSocketClient peer = new RawSocketClient(fixture.port())) {
            peer.raw(CLIENT_HELLO_HEAD);
            assertThat(peer.head()).startsWith("HTTP/1.1 400 ");
        }
        assertThat(fixture.refusal()).contains("TLS").contains("off");
    }

    private static WebSocket wss(String id, Heard heard) {
        return client.newWebSocketBuilder().header("Device-Id", id).buildAsync(URI.create("wss://127.0.0.1:" + fixture.port() + "/xiaozhi/v1/"), heard).join();
    }

    private static String get(String url) throws IOException, InterruptedException {
        return client.send(request(url), HttpResponse.BodyHandlers.ofString()).body();
    }

    private static java.net.http.HttpRequest request(String url) {
        return java.net.http.HttpRequest.newBuilder(URI.create(url)).build();
    }

    /// Keeps what a client hears; asks for nothing by itself.
    private static final class Heard implements WebSocket.Listener {
        final StringBuffer texts = new StringBuffer();
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final CompletableFuture<String> closed = new CompletableFuture<>();

        @Override
        public void onOpen(WebSocket socket) {}

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            texts.append(data);
            return null;
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            byte[] copy = new byte[data.remaining()];
            data.get(copy);
            bytes.writeBytes(copy);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code + " " + reason);
            return null;
        }
    }
}
