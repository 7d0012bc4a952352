package earshot.server;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.access.Approval;
import earshot.access.Claim;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who is closed for flooding waits before the next connection, longer each time, and nobody else does.
class FloodPausesTest {
    private static final String IN = "HTTP/1.1 101 ";
    private static final String PAUSED = "HTTP/1.1 429 ";
    private final DeviceServerFixture fixture = new DeviceServerFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private String ask(String id, String address, String... headers) {
        try (RawSocketClient peer = new RawSocketClient(fixture.port(), address)) {
            return peer.upgrade("/xiaozhi/v1/", Stream.concat(Stream.of("Device-Id: " + id), Stream.of(headers)).toArray(String[]::new));
        }
    }

    private void flood(String id) {
        fixture.listeners.clear();
        try (RawSocketClient peer = new RawSocketClient(fixture.port())) {
            assertThat(peer.upgrade("/xiaozhi/v1/", "Device-Id: " + id)).startsWith(IN);
            fixture.listener(id).deviceTransport.closeFlooding(1008, "flood");
            assertThat(peer.frame().code()).isEqualTo(1008);
        }
    }

    @Test
    void thePauseDoublesUpToAMinuteAndIsForgotten() {
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            flood("storm");
            fixture.time.advance(Duration.ofSeconds(seconds).minusMillis(1));
            assertThat(ask("storm", "127.0.0.1")).startsWith(PAUSED).contains("Retry-After: 1\r\n");
            fixture.time.advance(Duration.ofMillis(1));
        }
        fixture.listeners.clear();
        assertThat(ask("storm", "127.0.0.1")).startsWith(IN);
        // it is accepted after the reply, and must not be taken for the next one
        fixture.listener("storm");
        fixture.time.advance(FloodPauses.FORGOTTEN_AFTER);
        flood("storm");
        assertThat(ask("storm", "127.0.0.1")).startsWith(PAUSED);
        fixture.time.advance(FloodPauses.FIRST);
        assertThat(ask("storm", "127.0.0.1")).startsWith(IN);
    }

    @Test
    void whatTheServerItselfClosesForTooMuchInputCounts() {
        try (RawSocketClient peer = RawSocketClient.device(fixture.port(), "storm")) {
            byte[] empty = RawSocketClient.frame(0x82, new byte[0]);
            ByteBuffer many = ByteBuffer.allocate(empty.length * (WebSocketFrameReader.BURST + 1));
            IntStream.rangeClosed(0, WebSocketFrameReader.BURST).forEach(_ -> many.put(empty));
            peer.raw(many.array());
            assertThat(peer.frame().reason()).isEqualTo("too much input");
            assertThat(ask("storm", "127.0.0.1")).startsWith(PAUSED);
        }
    }

    @Test
    void anOrdinaryCloseIsNoFlood() {
        try (RawSocketClient peer = RawSocketClient.device(fixture.port(), "quiet")) {
            fixture.listener("quiet").deviceTransport.close(1008, "not approved");
            assertThat(peer.frame().code()).isEqualTo(1008);
            assertThat(ask("quiet", "127.0.0.1")).startsWith(IN);
        }
    }

    @Test
    void aRefusalIsToldOnceAPauseAndOthersOfTheAddressGetIn() {
        flood("storm");
        for (int i = 0; i < 5; i++) {
            assertThat(ask("storm", "127.0.0.1")).startsWith(PAUSED);
        }
        assertThat(refusals()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.DEVICE_PAUSED);
            assertThat(problem.subject()).isEqualTo(new ProblemSubject.Device(new DeviceId("storm")));
            assertThat(problem.args()).endsWith("1");
        });
        assertThat(ask("neighbour", "127.0.0.1")).startsWith(IN);
    }

    @Test
    void anAddressWaitsOnceManyIdsFloodedFromIt() {
        for (int i = 0; i < FloodPauses.MANY_IDS; i++) {
            assertThat(ask("neighbour", "127.0.0.1")).startsWith(IN);
            flood("made-up-" + i);
        }
        assertThat(ask("made-up-new", "127.0.0.1")).startsWith(PAUSED);
        assertThat(ask("made-up-newer", "127.0.0.1")).startsWith(PAUSED);
        assertThat(refusals()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.ADDRESS_PAUSED);
            assertThat(problem.subject()).as("one problem for all ids").isEqualTo(ProblemSubject.program());
        });
        Claim claim = new Claim(new DeviceId("own"), "");
        fixture.access.ask(claim, new Approval.Origin("127.0.0.1", "", ""));
        fixture.access.approve(claim);
        String token = fixture.access.approvedFor(new DeviceId("own")).flatMap(Approval::token).orElseThrow();
        assertThat(ask("own", "127.0.0.1", "Authorization: Bearer " + token)).as("its id is not made up").startsWith(IN);
        fixture.time.advance(FloodPauses.FIRST);
        assertThat(ask("made-up-new", "127.0.0.1")).startsWith(IN);
        flood("made-up-new");
        fixture.time.advance(FloodPauses.FIRST);
        assertThat(ask("made-up-newest", "127.0.0.1")).as("twice as long").startsWith(PAUSED);
    }

    @Test
    void theIdOfADeviceFloodedFromElsewhereKeepsThatDeviceNotOut() throws Exception {
        FloodPauses pauses = new FloodPauses(fixture.time);
        pauses.flooded(new DeviceId("board"), InetAddress.getByName("192.0.2.66"));
        assertThat(pauses.find(new DeviceId("board"), InetAddress.getByName("192.0.2.66"), true)).isPresent();
        assertThat(pauses.find(new DeviceId("board"), InetAddress.getByName("192.0.2.1"), false)).isEmpty();
    }

    @Test
    void whatIsKeptIsBounded() throws Exception {
        FloodPauses pauses = new FloodPauses(fixture.time);
        InetAddress peer = InetAddress.getByName("192.0.2.66");
        IntStream.range(0, 5_000).forEach(i -> pauses.flooded(new DeviceId("id-" + i), peer));
        assertThat(pauses.find(new DeviceId("id-0"), peer, true)).as("forgotten").isEmpty();
        assertThat(pauses.find(new DeviceId("id-4999"), peer, true)).isPresent();
        assertThat(pauses.find(new DeviceId("id-0"), peer, false)).as("its address is not").isPresent();
    }

    private List<Problem> refusals() {
        return fixture.attempts.stream().flatMap(attempt -> attempt.problem().stream()).toList();
    }
}
