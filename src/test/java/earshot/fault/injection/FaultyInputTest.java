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
import earshot.server.CloseStatus;
import earshot.server.DeviceTransport;
import earshot.server.DeviceTransportListener;
import earshot.time.TimeFake;
import earshot.wire.Framing;
import org.junit.jupiter.api.Test;

class FaultyInputTest {
    private static final DeviceId DEVICE = new DeviceId("aa");
    private static final CloseStatus HANG_UP = new CloseStatus(1006, "", CloseStatus.Cause.DEVICE);

    private final TimeFake time = new TimeFake();
    private final FaultRegistry faults = new FaultRegistry(time, new Timeline(time), new ProblemSinkFake());
    private final List<String> received = new ArrayList<>();
    private final FaultyTransport transport = new FaultyTransport(DeviceTransport.none(), HandshakeFake.of(DEVICE, Framing.RAW), faults, time);
    private final FaultyInput input = new FaultyInput(new ReceiverFake(), transport, time);

    @Test
    void withoutAFaultEverythingArrivesAtItsOwnMoment() {
        input.textReceived("a", 5);
        input.binaryReceived(new byte[] {1}, 6);
        assertThat(received).containsExactly("a at 5", "[1] at 6");
    }

    @Test
    void whatIsReadLateArrivesWhenItIsRead() {
        on(new Fault(FaultKind.SLOW_READER, 1_000));
        input.textReceived("a", 5);
        input.binaryReceived(new byte[] {1}, 6);
        assertThat(received).isEmpty();
        time.advance(Duration.ofSeconds(1));
        assertThat(received).containsExactly("a at " + time.nanos(), "[1] at " + time.nanos());
    }

    @Test
    void aHalfOpenConnectionLosesWhatComes() {
        on(Fault.usual(FaultKind.HALF_OPEN));
        input.textReceived("a", 5);
        input.binaryReceived(new byte[] {1}, 6);
        faults.switchAllOff();
        input.textReceived("b", 7);
        assertThat(received).containsExactly("b at 7");
    }

    @Test
    void whatTheSocketKeepsAndItsPongsAreNotTheReadersMatter() {
        on(new Fault(FaultKind.SLOW_READER, 1_000));
        input.pongReceived(17);
        assertThat(input.incompleteInput(400)).isTrue();
        assertThat(input.incompleteInput(4_000)).isFalse();
        assertThat(received).containsExactly("pong 17", "incomplete 400", "incomplete 4000");
    }

    @Test
    void anEndDropsWhatWasNotRead() {
        on(new Fault(FaultKind.SLOW_READER, 1_000));
        input.textReceived("never", 5);
        input.closed(HANG_UP);
        time.advance(Duration.ofSeconds(5));
        assertThat(received).containsExactly("closed " + HANG_UP);
        assertThat(time.waiting()).isZero();
    }

    @Test
    void anEndIsToldOnceAndIsTheLastThing() {
        CloseStatus early = new CloseStatus(1006, "half-open", CloseStatus.Cause.SERVER);
        input.end(early);
        input.closed(HANG_UP);
        input.textReceived("a", 5);
        input.binaryReceived(new byte[] {1}, 6);
        time.advance(Duration.ofSeconds(5));
        assertThat(received).containsExactly("closed " + early);
    }

    @Test
    void theEndIsOneOfTheOtherDirectionToo() {
        on(new Fault(FaultKind.DELAY, 100));
        assertThat(transport.send("text")).isTrue();
        input.closed(HANG_UP);
        assertThat(transport.send("text")).isFalse();
    }

    private void on(Fault fault) {
        faults.switchOn(DEVICE, FaultSide.SERVER, fault);
    }

    private final class ReceiverFake implements DeviceTransportListener {
        @Override
        public void textReceived(String text, long arrivalNanos) {
            received.add(text + " at " + arrivalNanos);
        }

        @Override
        public void binaryReceived(byte[] frame, long arrivalNanos) {
            received.add(Arrays.toString(frame) + " at " + arrivalNanos);
        }

        @Override
        public boolean incompleteInput(long change) {
            received.add("incomplete " + change);
            return change < 1_000;
        }

        @Override
        public void pongReceived(long roundTripNanos) {
            received.add("pong " + roundTripNanos);
        }

        @Override
        public void closed(CloseStatus status) {
            received.add("closed " + status);
        }
    }
}
