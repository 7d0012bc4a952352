package earshot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

    private final OpenHouse house = new OpenHouse();
    private RawPeer neighbour;

    @BeforeEach
    void neighbour() {
        neighbour = RawPeer.device(house.port(), "neighbour");
        house.guest("neighbour");
    }

    @AfterEach
    void theNeighbourNoticedNothing() {
        try (RawPeer neighbour = this.neighbour) {
            OpenHouse.Guest guest = house.guest("neighbour");
            neighbour.text("still here");
            await().until(() -> guest.came.contains("still here"));
            assertThat(guest.link.send("and heard")).isTrue();
            RawPeer.Frame answer = neighbour.frame();
            while (answer.opcode() == 9) {
                answer = neighbour.frame();
            }
            assertThat(answer.text()).isEqualTo("and heard");
            assertThat(guest.closings).isEmpty();
        } finally {
            house.close();
        }
    }

    static Stream<Arguments> heads() {
        return Stream.of(
            Arguments.of("\u0016\u0003\u0001", 400, "it speaks TLS; this port is plain ws:// and http://"),
            Arguments.of("\u0000\u0001\u0002garbage", 400, "not an HTTP request"),
            Arguments.of("HELLO\r\n\r\n", 400, "the first line is no HTTP/1 request"),
            Arguments.of("GET / HTTP/2.0\r\n\r\n", 400, "the first line is no HTTP/1 request"),
            Arguments.of("GET  /two spaces HTTP/1.1\r\n\r\n", 400, "the first line is no HTTP/1 request"),
            Arguments.of("GET / HTTP/1.1\nDevice-Id: bare\n\n", 400, "control characters in the head of the request"),
            Arguments.of("GET / HTTP/1.1\r\nDevice-Id: a\rX-Evil: b\r\n\r\n", 400, "control characters in the head of the request"),
            Arguments.of("GET / HTTP/1.1\r\nDevice-Id: a\nX-Evil: b\r\n\r\n", 400, "control characters in the head of the request"),
            Arguments.of("GET / HTTP/1.1\r\nDevice-Id: a\u0000b\r\n\r\n", 400, "control characters in the head of the request"),
            Arguments.of("GET / HTTP/1.1\r\nDevice-Id: a\r\n folded\r\n\r\n", 400, "a header that goes on in the next line"),
            Arguments.of("GET / HTTP/1.1\r\nHost: a\r\nhost: b\r\n\r\n", 400, "the header host stands twice"),
            Arguments.of("GET / HTTP/1.1\r\n" + manyHeaders() + "\r\n", 400, "more than 100 headers"),
            Arguments.of("GET /" + "x".repeat(Head.LARGEST), 431, "the head of the request is larger than 15360 bytes"),
            Arguments.of("POST / HTTP/1.1\r\nContent-Length: 65537\r\n\r\n", 413, "the body is larger than 65536 bytes"),
            Arguments.of(RawPeer.upgradeHead("/").replace("GET", "POST"), 400, NO_HANDSHAKE),
            Arguments.of(RawPeer.upgradeHead("/").replace(RawPeer.KEY, "short"), 400, NO_HANDSHAKE),
            Arguments.of(RawPeer.upgradeHead("/").replace("Version: 13", "Version: 8"), 426, "WebSocket version 13 is needed"));
    }

    private static String manyHeaders() {
        return IntStream.range(0, 101).mapToObj(i -> "H" + i + ": x\r\n").collect(Collectors.joining());
    }

    @ParameterizedTest
    @MethodSource("heads")
    void aMalformedHeadIsRefusedWithItsReason(String head, int status, String reason) {
        try (RawPeer peer = new RawPeer(house.port())) {
            peer.raw(head.getBytes(StandardCharsets.ISO_8859_1));
            assertThat(peer.head()).startsWith("HTTP/1.1 " + status + " ");
            assertThat(peer.rest()).isEqualTo("{\"error\":\"" + reason + "\"}");
        }
        assertThat(house.refusal()).isEqualTo(reason);
        assertThat(house.guests).hasSize(1);
    }

    @Test
    void aSilentPeerIsDroppedAfter10SecondsAndIsARow() {
        try (RawPeer peer = new RawPeer(house.port())) {
            await().until(() -> house.time.waiting() == 4);
            house.time.advance(Duration.ofMillis(9_999));
            assertThat(house.attempts).noneMatch(a -> a.problem().isPresent());
            house.time.advance(Duration.ofMillis(1));
            assertThat(peer.atEnd()).isTrue();
        }
        assertThat(house.refusal()).isEqualTo("it said nothing for 10 s");
        assertThat(house.attempt(a -> a.problem().isPresent()))
            .matches(a -> a.step() == Attempt.Step.REACHED && a.remote().equals("127.0.0.1") && a.request().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\nHost: x", "POST /xiaozhi/ota/ HTTP/1.1\r\nContent-Length: 100\r\n\r\n{"})
    void aPeerThatTakesForEverIsDroppedHoweverBusyItSeems(String begin) {
        try (RawPeer peer = new RawPeer(house.port())) {
            peer.raw(begin);
            await().until(() -> house.time.waiting() == 4);
            // a later request is answered, so the earlier input has been read
            try (RawPeer later = new RawPeer(house.port())) {
                later.raw("GET / HTTP/1.1\r\n\r\n");
                later.rest();
            }
            for (int second = 0; second < 10; second++) {
                house.time.advance(Duration.ofSeconds(1));
                if (second < 9) {
                    peer.raw("x");
                }
            }
            assertThat(peer.atEnd()).isTrue();
        }
        assertThat(house.refusal()).isEqualTo("its request was not complete after 10 s");
    }

    @Test
    void whoHangsUpInTheMiddleOfARequestIsARow() {
        try (RawPeer peer = new RawPeer(house.port())) {
            peer.raw("GET /xiaoz");
        }
        assertThat(house.refusal()).isEqualTo("it hung up in the middle of its request");
    }

    @Test
    void whoOnlyTriesThePortIsARowWithoutAProblem() {
        new RawPeer(house.port()).close();
        house.attempt(a -> a.step() == Attempt.Step.REACHED && a.problem().isEmpty());
    }

    static Stream<Arguments> frames() {
        return Stream.of(
            Arguments.of(new byte[] {(byte) 0x83, (byte) 0x80, 1, 2, 3, 4}, 1002),
            Arguments.of(new byte[] {(byte) 0xc1, (byte) 0x81, 1, 2, 3, 4, 5}, 1002),
            Arguments.of(RawPeer.frame(0x89, new byte[126]), 1002),
            Arguments.of(RawPeer.frame(0x80, new byte[3]), 1002),
            Arguments.of(RawPeer.frame(0x81, new byte[] {(byte) 0xc3, (byte) 0x28}), 1007),
            Arguments.of(new byte[] {(byte) 0x82, (byte) 0xff, 0, 0, 0, 0, 0x20, 0, 0, 0, 1, 2, 3, 4}, 1009),
            Arguments.of(new byte[] {(byte) 0x82, (byte) 0xff, -1, -1, -1, -1, -1, -1, -1, -1, 1, 2, 3, 4}, 1009),
            Arguments.of(RawPeer.frame(0x82, new byte[FrameDraft.LARGEST_MESSAGE + 1]), 1009),
            Arguments.of(fragments(0x02, 5, FrameDraft.LARGEST_MESSAGE / 4), 1009),
            Arguments.of(fragments(0x02, 5_000, 0), 1009));
    }

    private static byte[] fragments(int first, int count, int size) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        IntStream.range(0, count).forEach(i -> all.writeBytes(RawPeer.frame(i == 0 ? first : 0, new byte[size])));
        return all.toByteArray();
    }

    @ParameterizedTest
    @MethodSource("frames")
    void aBrokenFrameClosesWithItsCode(byte[] bytes, int code) {
        try (RawPeer peer = RawPeer.device(house.port(), "odd")) {
            peer.raw(bytes);
            assertThat(peer.frame()).matches(f -> f.opcode() == 8 && f.code() == code);
            assertThat(peer.atEnd()).isTrue();
        }
        OpenHouse.Guest odd = house.guest("odd");
        assertThat(odd.closing()).matches(c -> c.code() == code && c.by() == Closing.By.SERVER && !c.reason().isBlank());
        assertThat(odd.came).isEmpty();
    }

    @Test
    void theLargestMessageIsTaken() {
        try (RawPeer peer = RawPeer.device(house.port(), "large")) {
            peer.binary(new byte[FrameDraft.LARGEST_MESSAGE]);
            assertThat((byte[]) house.guest("large").first()).hasSize(FrameDraft.LARGEST_MESSAGE);
        }
    }

    @Test
    void aTruncatedFrameIsAHangUp() {
        try (RawPeer peer = RawPeer.device(house.port(), "short")) {
            peer.raw(new byte[] {(byte) 0x82, (byte) 0xfe, 1});
        }
        assertThat(house.guest("short").closing()).matches(c -> c.code() == 1006 && c.by() == Closing.By.DEVICE);
    }

    @Test
    void randomBytesAfterTheUpgradeEndTheirConnectionOnly() {
        Random random = new Random(20261122);
        for (int round = 0; round < 50; round++) {
            String id = "fuzz-" + round;
            byte[] bytes = new byte[1 + random.nextInt(3_000)];
            random.nextBytes(bytes);
            try (RawPeer peer = RawPeer.device(house.port(), id)) {
                peer.raw(bytes);
            }
            house.guest(id).closing();
        }
    }

    @Test
    void randomBytesInsteadOfAHeadAreDropped() {
        Random random = new Random(7);
        for (int round = 0; round < 50; round++) {
            byte[] bytes = new byte[1 + random.nextInt(500)];
            random.nextBytes(bytes);
            try (RawPeer peer = new RawPeer(house.port())) {
                peer.raw(bytes);
            }
        }
        await().until(() -> house.attempts.stream().filter(a -> a.problem().isPresent()).count() == 50);
    }

    @Test
    void aPingFloodOfAPeerThatDoesNotReadIsNotQueuedForEver() {
        try (RawPeer peer = RawPeer.device(house.port(), "flood")) {
            OpenHouse.Guest flood = house.guest("flood");
            while (flood.link.send(new byte[60_000])) {
                assertThat(flood.closings).isEmpty();
            }
            ByteArrayOutputStream pings = new ByteArrayOutputStream();
            IntStream.range(0, 4_000).forEach(_ -> pings.writeBytes(RawPeer.frame(0x89, new byte[125])));
            peer.raw(pings.toByteArray());
            peer.text("end");
            flood.first();
            assertThat(((Line) flood.link).waiting()).isLessThan(Line.MOST_AUDIO + 5);
        }
    }

    @Test
    void ahundredDevicesThatConnectAtOnceAllGetIn() throws InterruptedException {
        ConcurrentLinkedQueue<RawPeer> peers = new ConcurrentLinkedQueue<>();
        List<Thread> threads = IntStream.range(0, 100)
            .mapToObj(i -> Thread.ofVirtual().start(() -> peers.add(RawPeer.device(house.port(), "many-" + i)))).toList();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(peers).hasSize(100);
        await().until(() -> house.guests.size() == 101);
        peers.forEach(RawPeer::close);
        await().until(() -> house.guests.stream().filter(g -> !g.closings.isEmpty()).count() == 100);
    }

    @Test
    void anUpgradeOnTheHttpPortIsToldWhereToGo() {
        try (RawPeer peer = new RawPeer(house.httpPort())) {
            assertThat(peer.upgrade("/xiaozhi/v1/", "Device-Id: lost")).startsWith("HTTP/1.1 426 ");
        }
        assertThat(house.refusal()).contains("port " + house.port());
        assertThat(house.attempt(a -> a.problem().isPresent()).problem().orElseThrow().remedy(Locale.ENGLISH)).as("what to do")
            .contains("port " + house.port()).doesNotContain("token");
        assertThat(house.attempt(a -> a.problem().isPresent()))
            .matches(a -> a.step() == Attempt.Step.UPGRADE && a.door() == Attempt.Door.HTTP && a.device().orElseThrow().equals("lost"));
    }
}
