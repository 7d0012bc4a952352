package earshot.fault.injection;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.device.DeviceIdentity;
import earshot.event.Timeline;
import earshot.fault.Fault;
import earshot.fault.FaultKind;
import earshot.fault.FaultRegistry;
import earshot.fault.FaultSide;
import earshot.id.DeviceId;
import earshot.problem.ProblemSinkFake;
import earshot.server.CloseStatus;
import earshot.server.ConnectionAttempt;
import earshot.server.DeviceTransport;
import earshot.server.DeviceTransportListener;
import earshot.server.Handshake;
import earshot.time.TimeFake;
import earshot.wire.Dialect;
import earshot.wire.Framing;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What reaches the device (`<`) and the session (`>`), each with its moment in milliseconds.
class FaultyConnectionsTest {
    private static final DeviceId DEVICE = new DeviceId("aa:bb:cc:00:00:01");
    private static final String HELLO = "{\"type\":\"hello\",\"transport\":\"websocket\"}";

    private final TimeFake time = new TimeFake();
    private final long start = time.nanos();
    private final FaultRegistry faults = new FaultRegistry(time, new Timeline(time), new ProblemSinkFake());
    private final List<String> passed = new ArrayList<>();
    private Optional<DeviceTransport> output = Optional.empty();
    private DeviceTransportListener input = connect(Framing.RAW);

    @Test
    void withoutAFaultEverythingPassesAtOnceAsItIs() {
        faults.switchOn(new DeviceId("another"), FaultSide.SERVER, Fault.usual(FaultKind.HALF_OPEN));
        faults.switchOn(DEVICE, FaultSide.DEVICE, Fault.usual(FaultKind.LOSS));
        output().send(HELLO);
        output().send(new byte[] {1});
        input.textReceived("in", start + 5_000_000);
        input.binaryReceived(new byte[] {2}, start + 6_000_000);
        output().close(1000, "bye");
        CloseStatus status = new CloseStatus(1000, "bye", CloseStatus.Cause.SERVER);
        input.closed(status);
        assertThat(passed).containsExactly("< " + HELLO + " 0", "< [1] 0", "> in 5", "> [2] 6", "< close 1000 bye 0", "> closed " + status + " 0");
        assertThat(time.waiting()).isZero();
    }

    @Test
    @DisplayName("U52: hello late: it leaves later, and what follows stays behind it")
    void helloLate() {
        on(new Fault(FaultKind.HELLO_LATE, 1_000));
        output().send(HELLO);
        output().send("{\"type\":\"mcp\"}");
        time.advance(Duration.ofMillis(1_500));
        assertThat(passed).containsExactly("< " + HELLO + " 1000", "< {\"type\":\"mcp\"} 1000");
    }

    @Test
    @DisplayName("U52: no hello, and one that names another transport")
    void helloMissingAndWrong() {
        on(Fault.usual(FaultKind.HELLO_MISSING));
        assertThat(output().send(HELLO)).isTrue();
        output().send("{\"type\":\"tts\"}");
        faults.switchAllOff();
        on(Fault.usual(FaultKind.HELLO_WRONG));
        output().send(HELLO);
        assertThat(passed).containsExactly("< {\"type\":\"tts\"} 0", "< {\"type\":\"hello\",\"transport\":\"udp\"} 0");
    }

    @Test
    @DisplayName("U52: wrong framing: a head where none was announced, none where one was")
    void wrongFraming() {
        on(Fault.usual(FaultKind.WRONG_FRAMING));
        output().send(new byte[] {88, 1});
        input = connect(Framing.COMPACT);
        output().send(new byte[] {0, 0, 0, 2, 88, 1});
        assertThat(passed).containsExactly("< [0, 0, 0, 2, 88, 1] 0", "< [88, 1] 0");
    }

    @Test
    @DisplayName("U52: slow reader: what the device sends is read late, together, in order, and arrives then")
    void slowReader() {
        on(new Fault(FaultKind.SLOW_READER, 2_000));
        input.textReceived("a", start);
        time.advance(Duration.ofMillis(60));
        input.binaryReceived(new byte[] {1}, time.nanos());
        assertThat(passed).isEmpty();
        faults.switchAllOff();
        input.textReceived("b", time.nanos());
        time.advance(Duration.ofSeconds(3));
        assertThat(passed).extracting(row -> row.replaceFirst(" \\d+$", "")).containsExactly("> a", "> [1]", "> b");
        assertThat(passed).extracting(row -> row.replaceFirst(".* ", "")).as("one moment").containsOnly(passed.getFirst().replaceFirst(".* ", ""));
    }

    @Test
    @DisplayName("U52: half-open: nothing passes and nothing is closed; the session ends after 5 s, TCP when something passes again")
    void halfOpen() {
        on(new Fault(FaultKind.DELAY, 100));
        output().send("on its way");
        on(Fault.usual(FaultKind.HALF_OPEN));
        assertThat(output().send("text")).as("as a socket takes it").isTrue();
        assertThat(output().send(new byte[] {1})).isTrue();
        input.textReceived("in", start);
        output().close(1000, "idle");
        output().close(1001, "second");
        time.advance(Duration.ofMillis(4_999));
        assertThat(passed).isEmpty();
        assertThat(input.silent()).isTrue();
        time.advance(Duration.ofMillis(1));
        assertThat(passed).singleElement().asString().startsWith("> closed CloseStatus[code=1006");
        faults.switchAllOff();
        assertThat(input.silent()).isFalse();
        assertThat(passed).hasSize(2).last().isEqualTo("< close 1000 idle 5000");
        input.textReceived("after its end", time.nanos());
        input.closed(new CloseStatus(1000, "idle", CloseStatus.Cause.SERVER));
        assertThat(passed).as("the session was told once").hasSize(2);
    }

    @Test
    void aCloseLeavesBehindWhatWasSentBefore() {
        on(new Fault(FaultKind.DELAY, 300));
        output().send("last words");
        output().close(1000, "bye");
        time.advance(Duration.ofMillis(300));
        assertThat(passed).containsExactly("< last words 300", "< close 1000 bye 300");
        output().send("never");
        input.closed(new CloseStatus(1000, "bye", CloseStatus.Cause.SERVER));
        time.advance(Duration.ofSeconds(1));
        assertThat(passed).hasSize(3);
        assertThat(output().send("closed")).isFalse();
    }

    @Test
    void textThatDoesNotFitEndsTheConnectionAsOneThatIsNotRead() {
        on(new Fault(FaultKind.DELAY, 10_000));
        for (int i = 0; i < 1024; i++) {
            assertThat(output().send("x")).isTrue();
        }
        assertThat(output().send("x")).isFalse();
        assertThat(passed).containsExactly("< close 1008 peer does not read 0");
    }

    private void on(Fault fault) {
        faults.switchOn(DEVICE, FaultSide.SERVER, fault);
    }

    private DeviceTransport output() {
        return output.orElseThrow();
    }

    private DeviceTransportListener connect(Framing framing) {
        DeviceIdentity identity = new DeviceIdentity(DEVICE, "c", DeviceIdentity.Source.HEADER);
        ConnectionAttempt attempt = new ConnectionAttempt(1, Instant.EPOCH, ConnectionAttempt.Port.WEBSOCKET, "10.0.0.7", "GET /", Optional.of(DEVICE),
            ConnectionAttempt.Step.HELLO, Optional.empty());
        return new FaultyConnections((_, transport) -> {
            output = Optional.of(transport);
            return new SessionFake();
        }, faults, time).accept(
            new Handshake(new InetSocketAddress("10.0.0.7", 1), "/xiaozhi/v1/", Map.of(), identity, false, framing, Dialect.XIAOZHI, attempt),
            new SocketFake());
    }

    private void pass(String what, long nanos) {
        passed.add(what + " " + (nanos - start) / 1_000_000);
    }

    private final class SocketFake implements DeviceTransport {
        @Override
        public boolean send(String text) {
            pass("< " + text, time.nanos());
            return true;
        }

        @Override
        public boolean send(byte[] frame) {
            pass("< " + Arrays.toString(frame), time.nanos());
            return true;
        }

        @Override
        public CompletableFuture<Boolean> arrival() {
            return CompletableFuture.completedFuture(true);
        }

        @Override
        public void close(int code, String reason) {
            pass("< close " + code + " " + reason, time.nanos());
        }

        @Override
        public void abort() {
            pass("< abort", time.nanos());
        }
    }

    private final class SessionFake implements DeviceTransportListener {
        @Override
        public void textReceived(String text, long arrivalNanos) {
            pass("> " + text, arrivalNanos);
        }

        @Override
        public void binaryReceived(byte[] frame, long arrivalNanos) {
            pass("> " + Arrays.toString(frame), arrivalNanos);
        }

        @Override
        public boolean incompleteInput(long change) {
            return true;
        }

        @Override
        public void pongReceived(long roundTripNanos) {}

        @Override
        public void closed(CloseStatus status) {
            pass("> closed " + status, time.nanos());
        }
    }
}
