package earshot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.problem.ProblemCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever one peer sends, it gets a clear close and a reported attempt, and another device notices nothing.
class BadInputTest {
    private static final String NO_HANDSHAKE = "not a WebSocket handshake: GET, HTTP/1.1 and a Sec-WebSocket-Key of 16 bytes are needed";

    private final DeviceServerFixture fixture = new DeviceServerFixture();
    private RawSocketClient neighbour;

    @BeforeEach
    void neighbour() {
        neighbour = RawSocketClient.device(fixture.port(), "neighbour");
        fixture.listener("neighbour");
    }

    @AfterEach
    void theNeighbourNoticedNothing() {
        try (RawSocketClient neighbour = this.neighbour) {
            DeviceServerFixture.DeviceTransportListenerFake deviceTransportListenerFake = fixture.listener("neighbour");
            neighbour.text("still here");
            await().until(() -> deviceTransportListenerFake.came.contains("still here"));
            assertThat(deviceTransportListenerFake.deviceTransport.send("and heard")).isTrue();
            RawSocketClient.Frame answer = neighbour.frame();
            while (answer.opcode() == 9) {
                answer = neighbour.frame();
            }
            assertThat(answer.text()).isEqualTo("and heard");
            assertThat(deviceTransportListenerFake.closeStatuses).isEmpty();
        } finally {
            fixture.close();
        }
    }

    static Stream<Arguments> heads() {
        return Stream.of(
            Arguments.of("\u0016\u0003\u0001", 400, "it speaks TLS, which is off here (server.tls.enabled)"),
            Arguments.of("\u0000\u0001\u0002garbage", 400, "not an HTTP request"),
            Arguments.of("HELLO\r\n\r\n", 400, "the first line is not an HTTP/1 request"),
            Arguments.of("GET / HTTP/2.0\r\n\r\n", 400, "the first line is not an HTTP/1 request"),
            Arguments.of("GET  /two spaces HTTP/1.1\r\n\r\n", 400, "the first line is not an HTTP/1 request"),
            Arguments.of("GET / HTTP/1.1\nDevice-Id: bare\n\n", 400, "control characters in the headers of the request"),
            Arguments.of("GET / HTTP/1.1\r\nDevice-Id: a\rX-Evil: b\r\n\r\n", 400, "control characters in the headers of the request"),
            Arguments.of("GET / HTTP/1.1\r\nDevice-Id: a\nX-Evil: b\r\n\r\n", 400, "control characters in the headers of the request"),
            Arguments.of("GET / HTTP/1.1\r\nDevice-Id: a\u0000b\r\n\r\n", 400, "control characters in the headers of the request"),
            Arguments.of("GET / HTTP/1.1\r\nDevice-Id: a\r\n folded\r\n\r\n", 400, "a header that goes on in the next line"),
            Arguments.of("GET / HTTP/1.1\r\nHost: a\r\nhost: b\r\n\r\n", 400, "the header host appears twice"),
            Arguments.of("GET / HTTP/1.1\r\n" + manyHeaders() + "\r\n", 400, "more than 100 headers"),
            Arguments.of("GET /" + "x".repeat(RequestHead.MAX_BYTES), 431, "the headers of the request are larger than 15360 bytes"),
            Arguments.of("POST / HTTP/1.1\r\nContent-Length: 65537\r\n\r\n", 413, "the body is larger than 65536 bytes"),
            Arguments.of(RawSocketClient.upgradeHead("/").replace("GET", "POST"), 400, NO_HANDSHAKE),
            Arguments.of(RawSocketClient.upgradeHead("/").replace(RawSocketClient.KEY, "short"), 400, NO_HANDSHAKE),
            Arguments.of(RawSocketClient.upgradeHead("/").replace("Version: 13", "Version: 8"), 426, "WebSocket version 13 is needed"));
    }

    private static String manyHeaders() {
        return IntStream.range(0, 101).mapToObj(i -> "H" + i + ": x\r\n").collect(Collectors.joining());
    }

    @ParameterizedTest
    @MethodSource("heads")
    void aMalformedHeadIsRefusedWithItsReason(String head, int status, String reason) {
        try (RawSocketClient peer = new RawSocketClient(fixture.port())) {
            peer.raw(head.getBytes(StandardCharsets.ISO_8859_1));
            assertThat(peer.head()).startsWith("HTTP/1.1 " + status + " ");
            assertThat(peer.rest()).isEqualTo("{\"error\":\"" + reason + "\"}");
        }
        assertThat(fixture.refusal()).isEqualTo(reason);
        assertThat(fixture.attempt(a -> a.problem().isPresent()).problem().orElseThrow().code()).as("what helps")
            .isEqualTo(status == 413 || status == 431 ? ProblemCode.REQUEST_TOO_LARGE : ProblemCode.HANDSHAKE_FAILED);
        assertThat(fixture.listeners).hasSize(1);
    }

    @Test
    void aSilentPeerIsDroppedAfter10SecondsAndIsARow() {
        try (RawSocketClient peer = new RawSocketClient(fixture.port())) {
            await().until(() -> fixture.time.waiting() == 4);
            fixture.time.advance(Duration.ofMillis(9_999));
            assertThat(fixture.attempts).noneMatch(a -> a.problem().isPresent());
            fixture.time.advance(Duration.ofMillis(1));
            assertThat(peer.atEnd()).isTrue();
        }
        assertThat(fixture.refusal()).isEqualTo("it said nothing for 10 s");
        assertThat(fixture.attempt(a -> a.problem().isPresent()))
            .matches(a -> a.step() == ConnectionAttempt.Step.REACHED && a.remote().equals("127.0.0.1") && a.request().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\nHost: x", "POST /xiaozhi/ota/ HTTP/1.1\r\nContent-Length: 100\r\n\r\n{"})
    void aPeerThatTakesForEverIsDroppedHoweverBusyItSeems(String begin) {
        try (RawSocketClient peer = new RawSocketClient(fixture.port())) {
            peer.raw(begin);
            await().until(() -> fixture.time.waiting() == 4);
            // a later request is answered, so the earlier input has been read
            try (RawSocketClient later = new RawSocketClient(fixture.port())) {
                later.raw("GET / HTTP/1.1\r\n\r\n");
                later.rest();
            }
            for (int second = 0; second < 10; second++) {
                fixture.time.advance(Duration.ofSeconds(1));
                if (second < 9) {
                    peer.raw("x");
                }
            }
            assertThat(peer.atEnd()).isTrue();
        }
        assertThat(fixture.refusal()).isEqualTo("its request was not complete after 10 s");
    }

    @Test
    void whoHangsUpInTheMiddleOfARequestIsARow() {
        try (RawSocketClient peer = new RawSocketClient(fixture.port())) {
            peer.raw("GET /xiaoz");
        }
        assertThat(fixture.refusal()).isEqualTo("it hung up in the middle of its request");
    }

    @Test
    void whoOnlyTriesThePortIsARowWithoutAProblem() {
        new RawSocketClient(fixture.port()).close();
        fixture.attempt(a -> a.step() == ConnectionAttempt.Step.REACHED && a.problem().isEmpty());
    }

    /// The selector thread and the timer serve all peers; what a request costs is paid elsewhere.
    @ParameterizedTest
    @ValueSource(strings = { "garbage \u0001\r\n\r\n", "\u0016\u0003\u0001", "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n", "GET /hangs-up" })
    void aRequestThatIsLongInTheMakingDelaysNobody(String request) {
        CompletableFuture<Void> neighbourHeard = new CompletableFuture<>();
        int before = fixture.attempts.size();
        fixture.onAttempt = _ -> neighbourHeard.join();
        try (RawSocketClient peer = new RawSocketClient(fixture.port())) {
            peer.raw(request);
            if (request.endsWith("hangs-up")) {
                peer.close();
            }
            neighbour.text("in the meantime");
            await().until(() -> fixture.listener("neighbour").came.contains("in the meantime"));
            assertThat(fixture.attempts).hasSize(before);
        } finally {
            neighbourHeard.complete(null);
        }
        await().until(() -> fixture.attempts.size() > before);
    }

    static Stream<Arguments> frames() {
        return Stream.of(
            Arguments.of(new byte[] {(byte) 0x83, (byte) 0x80, 1, 2, 3, 4}, 1002),
            Arguments.of(new byte[] {(byte) 0xc1, (byte) 0x81, 1, 2, 3, 4, 5}, 1002),
            Arguments.of(RawSocketClient.frame(0x89, new byte[126]), 1002),
            Arguments.of(RawSocketClient.frame(0x80, new byte[3]), 1002),
            Arguments.of(RawSocketClient.frame(0x81, new byte[] {(byte) 0xc3, (byte) 0x28}), 1007),
            Arguments.of(new byte[] {(byte) 0x82, (byte) 0xff, 0, 0, 0, 0, 0x20, 0, 0, 0, 1, 2, 3, 4}, 1009),
            Arguments.of(new byte[] {(byte) 0x82, (byte) 0xff, -1, -1, -1, -1, -1, -1, -1, -1, 1, 2, 3, 4}, 1009),
            Arguments.of(RawSocketClient.frame(0x82, new byte[WebSocketFrameReader.MAX_MESSAGE_BYTES + 1]), 1009),
            Arguments.of(fragments(0x02, 5, WebSocketFrameReader.MAX_MESSAGE_BYTES / 4), 1009),
            Arguments.of(fragments(0x02, 5_000, 0), 1009));
    }

    private static byte[] fragments(int first, int count, int size) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        IntStream.range(0, count).forEach(i -> all.writeBytes(RawSocketClient.frame(i == 0 ? first : 0, new byte[size])));
        return all.toByteArray();
    }

    @ParameterizedTest
    @MethodSource("frames")
    void aBrokenFrameClosesWithItsCode(byte[] bytes, int code) {
        try (RawSocketClient peer = RawSocketClient.device(fixture.port(), "odd")) {
            peer.raw(bytes);
            assertThat(peer.frame()).matches(f -> f.opcode() == 8 && f.code() == code);
            assertThat(peer.atEnd()).isTrue();
        }
        DeviceServerFixture.DeviceTransportListenerFake odd = fixture.listener("odd");
        assertThat(odd.closing()).matches(c -> c.code() == code && c.cause() == CloseStatus.Cause.SERVER && !c.reason().isBlank());
        assertThat(odd.came).isEmpty();
    }

    @Test
    void theLargestMessageIsTaken() {
        try (RawSocketClient peer = RawSocketClient.device(fixture.port(), "large")) {
            peer.binary(new byte[WebSocketFrameReader.MAX_MESSAGE_BYTES]);
            assertThat((byte[]) fixture.listener("large").first()).hasSize(WebSocketFrameReader.MAX_MESSAGE_BYTES);
        }
    }

    @Test
    void aTruncatedFrameIsAHangUp() {
        try (RawSocketClient peer = RawSocketClient.device(fixture.port(), "short")) {
            peer.raw(new byte[] {(byte) 0x82, (byte) 0xfe, 1});
        }
        assertThat(fixture.listener("short").closing()).matches(c -> c.code() == 1006 && c.cause() == CloseStatus.Cause.DEVICE);
    }

    @Test
    void randomBytesAfterTheUpgradeEndTheirConnectionOnly() {
        Random random = new Random(20261122);
        for (int round = 0; round < 50; round++) {
            String id = "fuzz-" + round;
            byte[] bytes = new byte[1 + random.nextInt(3_000)];
            random.nextBytes(bytes);
            try (RawSocketClient peer = RawSocketClient.device(fixture.port(), id)) {
                peer.raw(bytes);
            }
            fixture.listener(id).closing();
        }
    }

    @Test
    void randomBytesInsteadOfAHeadAreDropped() {
        Random random = new Random(7);
        for (int round = 0; round < 50; round++) {
            byte[] bytes = new byte[1 + random.nextInt(500)];
            random.nextBytes(bytes);
            try (RawSocketClient peer = new RawSocketClient(fixture.port())) {
                peer.raw(bytes);
            }
        }
        await().until(() -> fixture.attempts.stream().filter(a -> a.problem().isPresent()).count() == 50);
    }

    @Test
    void aPingFloodOfAPeerThatDoesNotReadIsNotQueuedForEver() {
        try (RawSocketClient peer = RawSocketClient.device(fixture.port(), "flood")) {
            DeviceServerFixture.DeviceTransportListenerFake flood = fixture.listener("flood");
            while (flood.deviceTransport.send(new byte[60_000])) {
                assertThat(flood.closeStatuses).isEmpty();
            }
            ByteArrayOutputStream pings = new ByteArrayOutputStream();
            IntStream.range(0, 4_000).forEach(_ -> pings.writeBytes(RawSocketClient.frame(0x89, new byte[125])));
            peer.raw(pings.toByteArray());
            peer.text("end");
            flood.first();
            assertThat(((WebSocketConnection) flood.deviceTransport).waiting()).isLessThan(WebSocketConnection.MAX_AUDIO_FRAMES + 5);
        }
    }

    @Test
    void aPeerThatSendsMoreThanAnyDeviceIsClosed() {
        try (RawSocketClient peer = RawSocketClient.device(fixture.port(), "hose")) {
            ByteArrayOutputStream frames = new ByteArrayOutputStream();
            IntStream.range(0, WebSocketFrameReader.BURST + 10).forEach(_ -> frames.writeBytes(RawSocketClient.frame(0x82, new byte[1])));
            peer.raw(frames.toByteArray());
            assertThat(peer.frame()).matches(f -> f.opcode() == 8 && f.code() == 1008);
        }
        assertThat(fixture.listener("hose").closing().reason()).isEqualTo("too much input");
        assertThat(fixture.listener("hose").came).hasSize(WebSocketFrameReader.BURST);
    }

    @Test
    void ahundredDevicesThatConnectAtOnceAllGetIn() throws InterruptedException {
        ConcurrentLinkedQueue<RawSocketClient> peers = new ConcurrentLinkedQueue<>();
        List<Thread> threads = IntStream.range(0, 100)
            .mapToObj(i -> Thread.ofVirtual().start(() -> peers.add(RawSocketClient.device(fixture.port(), "many-" + i)))).toList();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(peers).hasSize(100);
        await().until(() -> fixture.listeners.size() == 101);
        peers.forEach(RawSocketClient::close);
        await().until(() -> fixture.listeners.stream().filter(g -> !g.closeStatuses.isEmpty()).count() == 100);
    }

    @Test
    void anUpgradeOnTheHttpPortIsToldWhereToGo() {
        try (RawSocketClient peer = new RawSocketClient(fixture.httpPort())) {
            assertThat(peer.upgrade("/xiaozhi/v1/", "Device-Id: lost")).startsWith("HTTP/1.1 426 ");
        }
        assertThat(fixture.refusal()).contains("port " + fixture.port());
        assertThat(fixture.attempt(a -> a.problem().isPresent()).problem().orElseThrow().remedy(Locale.ENGLISH)).as("what to do")
            .contains("port " + fixture.port()).doesNotContain("token");
        assertThat(fixture.attempt(a -> a.problem().isPresent()))
            .matches(
                a -> a.step() == ConnectionAttempt.Step.UPGRADE && a.port() == ConnectionAttempt.Port.HTTP && a.device().orElseThrow().value().equals("lost"));
    }

    @Test
    void whatIsKeptOfAnIncompleteMessageIsCountedUntilItIsComplete() {
        try (RawSocketClient peer = RawSocketClient.device(fixture.port(), "slow")) {
            DeviceServerFixture.DeviceTransportListenerFake slow = fixture.listener("slow");
            byte[] frame = RawSocketClient.frame(0x82, new byte[200_000]);
            peer.raw(Arrays.copyOf(frame, 20));
            await("the announced length").until(() -> slow.incomplete.get() == frame.length);
            peer.raw(Arrays.copyOfRange(frame, 20, frame.length));
            await().until(() -> slow.came.size() == 1);
            assertThat(slow.incomplete).hasValue(0);
            peer.raw(RawSocketClient.frame(0x02, new byte[5_000]));
            await("fragments").until(() -> slow.incomplete.get() > 5_000);
            peer.raw(RawSocketClient.frame(0x80, new byte[5]));
            await().until(() -> slow.came.size() == 2);
            assertThat(slow.incomplete).hasValue(0);
        }
    }

    @Test
    void aMessageForWhichThereIsNoRoomIsNotCollected() {
        try (RawSocketClient peer = RawSocketClient.device(fixture.port(), "large")) {
            fixture.listener("large").mostIncomplete = 100_000;
            peer.raw(Arrays.copyOf(RawSocketClient.frame(0x82, new byte[200_000]), 20));
            RawSocketClient.Frame close = peer.frame();
            assertThat(close.code()).isEqualTo(1008);
            assertThat(close.reason()).isEqualTo("too much waits");
        }
    }
}
