package earshot.fault.injection;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.capture.HandshakeFake;
import earshot.event.Timeline;
import earshot.fault.Fault;
import earshot.fault.FaultKind;
import earshot.fault.FaultRegistry;
import earshot.fault.FaultSide;
import earshot.id.DeviceId;
import earshot.problem.ProblemSinkFake;
import earshot.server.DeviceTransport;
import earshot.time.TimeFake;
import earshot.wire.Framing;
import org.junit.jupiter.api.Test;

class FaultyTransportTest {
    private static final DeviceId DEVICE = new DeviceId("aa");

    private final TimeFake time = new TimeFake();
    private final FaultRegistry faults = new FaultRegistry(time, new Timeline(time), new ProblemSinkFake());
    private final List<String> passed = new ArrayList<>();
    private final FaultyTransport transport = new FaultyTransport(new SocketFake(), HandshakeFake.of(DEVICE, Framing.RAW), faults, time);

    @Test
    void onlyFramesAreLost() {
        on(new Fault(FaultKind.LOSS, 100));
        assertThat(transport.send(new byte[] {1})).as("the server does not notice").isTrue();
        assertThat(transport.send("text")).isTrue();
        assertThat(passed).containsExactly("text");
    }

    @Test
    void whatWasHeldBackLeavesBeforeWhatIsSentWithoutAFault() {
        on(new Fault(FaultKind.DELAY, 100));
        transport.send("first");
        faults.switchAllOff();
        transport.send("second");
        assertThat(passed).isEmpty();
        time.advance(Duration.ofMillis(100));
        assertThat(passed).containsExactly("first", "second");
        transport.send("third");
        assertThat(passed).as("at once").endsWith("third");
    }

    @Test
    void onlyTheHelloIsWrong() {
        on(Fault.usual(FaultKind.HELLO_WRONG));
        for (String text : List.of("no json", "[]", "{\"type\":\"goodbye\",\"transport\":\"websocket\"}", "{\"transport\":\"websocket\"}")) {
            transport.send(text);
            assertThat(passed).last().isEqualTo(text);
        }
        transport.send("{\"type\":\"hello\",\"session_id\":\"s\"}");
        assertThat(passed).last().isEqualTo("{\"type\":\"hello\",\"session_id\":\"s\",\"transport\":\"udp\"}");
    }

    @Test
    void onlyTheHelloIsLate() {
        on(new Fault(FaultKind.HELLO_LATE, 1_000));
        transport.send("{\"type\":\"tts\"}");
        assertThat(passed).containsExactly("{\"type\":\"tts\"}");
        transport.send("{\"type\":\"hello\"}");
        time.advance(Duration.ofMillis(999));
        assertThat(passed).hasSize(1);
        time.advance(Duration.ofMillis(1));
        assertThat(passed).endsWith("{\"type\":\"hello\"}");
    }

    @Test
    void aFrameThatIsNoPacketIsNotFramedAnew() {
        on(Fault.usual(FaultKind.WRONG_FRAMING));
        transport.send(new byte[0]);
        assertThat(passed).containsExactly("[]");
    }

    @Test
    void theReasonOfACloseStaysWithIt() {
        transport.closeFlooding(1013, "too much");
        on(new Fault(FaultKind.DELAY, 100));
        transport.closeFlooding(1013, "later");
        transport.close(1000, "bye");
        assertThat(passed).as("behind nothing it is at once").containsExactly("flooding 1013 too much", "flooding 1013 later", "close 1000 bye");
    }

    @Test
    void anAbortDropsWhatWaits() {
        on(new Fault(FaultKind.DELAY, 100));
        transport.send("never");
        transport.abort();
        time.advance(Duration.ofSeconds(1));
        assertThat(passed).containsExactly("abort");
        assertThat(time.waiting()).isZero();
    }

    @Test
    void arrivalIsAskedForBehindWhatIsHeldBack() {
        on(new Fault(FaultKind.DELAY, 100));
        transport.send("late");
        CompletableFuture<Boolean> arrival = transport.arrival();
        assertThat(arrival).isNotDone();
        time.advance(Duration.ofMillis(100));
        assertThat(passed).containsExactly("late", "arrival");
        assertThat(arrival).isCompletedWithValue(true);
    }

    @Test
    void nothingArrivesOnAHalfOpenConnection() {
        on(Fault.usual(FaultKind.HALF_OPEN));
        transport.send("never");
        CompletableFuture<Boolean> arrival = transport.arrival();
        faults.switchAllOff();
        time.advance(Duration.ofSeconds(10));
        assertThat(arrival).isNotDone();
        transport.end();
        assertThat(arrival).isCompletedWithValue(false);
        assertThat(passed).isEmpty();
    }

    @Test
    void afterTheEndNothingIsTaken() {
        on(new Fault(FaultKind.DELAY, 100));
        transport.send("never");
        transport.end();
        assertThat(transport.send("text")).isFalse();
        assertThat(transport.send(new byte[] {1})).isFalse();
        on(Fault.usual(FaultKind.HALF_OPEN));
        assertThat(transport.send("text")).isFalse();
        time.advance(Duration.ofSeconds(1));
        assertThat(passed).isEmpty();
    }

    @Test
    void aConnectionThatEndedWhileItWasHalfOpenIsNotClosedAnyMore() {
        on(Fault.usual(FaultKind.HALF_OPEN));
        transport.close(1000, "idle");
        transport.end();
        faults.switchAllOff();
        time.advance(Duration.ofSeconds(10));
        assertThat(passed).isEmpty();
    }

    @Test
    void theFaultsOfOthersAreNotItsOwn() {
        faults.switchOn(new DeviceId("bb"), FaultSide.SERVER, Fault.usual(FaultKind.DELAY));
        faults.switchOn(DEVICE, FaultSide.DEVICE, Fault.usual(FaultKind.DELAY));
        assertThat(transport.faults().isEmpty()).isTrue();
        on(Fault.usual(FaultKind.DELAY));
        assertThat(transport.faults().has(FaultKind.DELAY)).isTrue();
    }

    private void on(Fault fault) {
        faults.switchOn(DEVICE, FaultSide.SERVER, fault);
    }

    private final class SocketFake implements DeviceTransport {
        @Override
        public boolean send(String text) {
            return passed.add(text);
        }

        @Override
        public boolean send(byte[] frame) {
            return passed.add(Arrays.toString(frame));
        }

        @Override
        public CompletableFuture<Boolean> arrival() {
            passed.add("arrival");
            return CompletableFuture.completedFuture(true);
        }

        @Override
        public void close(int code, String reason) {
            passed.add("close " + code + " " + reason);
        }

        @Override
        public void closeFlooding(int code, String reason) {
            passed.add("flooding " + code + " " + reason);
        }

        @Override
        public void abort() {
            passed.add("abort");
        }
    }
}
