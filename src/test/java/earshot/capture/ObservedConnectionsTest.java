package earshot.capture;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.device.DeviceIdentity;
import earshot.id.DeviceId;
import earshot.server.CloseStatus;
import earshot.server.ConnectionAttempt;
import earshot.server.DeviceTransport;
import earshot.server.DeviceTransportListener;
import earshot.server.Handshake;
import earshot.time.TimeFake;
import earshot.wire.Dialect;
import earshot.wire.Framing;
import org.junit.jupiter.api.Test;

/// What an observer is told, and what reaches the two ends: `>` from the device, `<` to it, with the moment in milliseconds.
class ObservedConnectionsTest {
    private final TimeFake time = new TimeFake();
    private final long start = time.nanos();
    private final List<String> seen = new ArrayList<>();
    private final List<String> reached = new ArrayList<>();
    private final List<Handshake> connected = new ArrayList<>();
    private final Handshake handshake = handshake();
    private boolean takes = true;
    private Optional<DeviceTransport> output = Optional.empty();
    private final DeviceTransportListener input = new ObservedConnections((_, transport) -> {
        reached.add("accepted");
        output = Optional.of(transport);
        return new ReceiverFake();
    }, shaken -> {
        connected.add(shaken);
        reached.add("observed");
        return new TrafficFake();
    }, time).accept(handshake, new TransportFake());

    @Test
    void anObserverIsToldBeforeAnythingCanPass() {
        assertThat(connected).containsExactly(handshake);
        assertThat(reached).containsExactly("observed", "accepted");
    }

    @Test
    void whatTheDeviceSendsReachesBothUnchangedWithItsMomentOfArrival() {
        byte[] frame = {1, 2, 3};
        input.textReceived("hello", start + 5_000_000);
        input.binaryReceived(frame, start + 7_000_000);
        assertThat(seen).containsExactly("5 > hello", "7 > [1, 2, 3]");
        assertThat(reached).endsWith("hello 5", "[1, 2, 3] 7");
        assertThat(frame).as("nobody changes it").containsExactly(1, 2, 3);
    }

    @Test
    void whatIsSentIsSeenOnceTheTransportTookIt() {
        time.advance(Duration.ofMillis(20));
        assertThat(output.orElseThrow().send("text")).isTrue();
        assertThat(output.orElseThrow().send(new byte[] {4})).isTrue();
        assertThat(seen).containsExactly("20 < text", "20 < [4]");
        takes = false;
        assertThat(output.orElseThrow().send("refused")).isFalse();
        assertThat(output.orElseThrow().send(new byte[] {5})).isFalse();
        assertThat(seen).as("what was not taken did not pass").hasSize(2);
        assertThat(reached).endsWith("send text", "send [4]", "send refused", "send [5]");
    }

    @Test
    void whetherSomethingArrivedIsAskedOfTheTransport() {
        assertThat(output.orElseThrow().arrival()).isCompletedWithValue(true);
        assertThat(reached).endsWith("arrival");
        assertThat(seen).as("a ping is no message").isEmpty();
    }

    @Test
    void theEndIsSeenAndTheWordsThatAskForItAreHandedOn() {
        output.orElseThrow().close(1000, "bye");
        output.orElseThrow().closeFlooding(1008, "too much");
        output.orElseThrow().abort();
        assertThat(seen).as("asking for the end is not the end").isEmpty();
        time.advance(Duration.ofMillis(3));
        CloseStatus status = new CloseStatus(1006, "gone", CloseStatus.Cause.DEVICE);
        input.closed(status);
        assertThat(seen).containsExactly("3 closed " + status);
        assertThat(reached).endsWith("close 1000 bye", "flooding 1008 too much", "abort", "closed " + status);
    }

    @Test
    void whatIsNoTrafficIsHandedOnAsItIs() {
        input.pongReceived(9);
        assertThat(input.incompleteInput(10)).isTrue();
        assertThat(input.incompleteInput(-10)).as("the answer of the receiver").isFalse();
        assertThat(reached).endsWith("pong 9", "incomplete 10", "incomplete -10");
        assertThat(seen).isEmpty();
    }

    private long millis(long nanos) {
        return (nanos - start) / 1_000_000;
    }

    private static Handshake handshake() {
        DeviceIdentity identity = new DeviceIdentity(new DeviceId("aa"), "c", DeviceIdentity.Source.HEADER);
        ConnectionAttempt attempt = new ConnectionAttempt(1, Instant.EPOCH, ConnectionAttempt.Port.WEBSOCKET, "10.0.0.7", "GET /",
            Optional.of(new DeviceId("aa")), ConnectionAttempt.Step.HELLO, Optional.empty());
        return new Handshake(new InetSocketAddress("10.0.0.7", 1), "/xiaozhi/v1/", Map.of(), identity, false, Framing.RAW, Dialect.XIAOZHI, attempt);
    }

    private final class TrafficFake implements TrafficListener {
        @Override
        public void textReceived(String text, long nanos) {
            seen.add(millis(nanos) + " > " + text);
        }

        @Override
        public void frameReceived(byte[] frame, long nanos) {
            seen.add(millis(nanos) + " > " + Arrays.toString(frame));
        }

        @Override
        public void textSent(String text, long nanos) {
            seen.add(millis(nanos) + " < " + text);
        }

        @Override
        public void frameSent(byte[] frame, long nanos) {
            seen.add(millis(nanos) + " < " + Arrays.toString(frame));
        }

        @Override
        public void closed(CloseStatus status, long nanos) {
            seen.add(millis(nanos) + " closed " + status);
        }
    }

    private final class ReceiverFake implements DeviceTransportListener {
        @Override
        public void textReceived(String text, long arrivalNanos) {
            reached.add(text + " " + millis(arrivalNanos));
        }

        @Override
        public void binaryReceived(byte[] frame, long arrivalNanos) {
            reached.add(Arrays.toString(frame) + " " + millis(arrivalNanos));
        }

        @Override
        public boolean incompleteInput(long change) {
            reached.add("incomplete " + change);
            return change > 0;
        }

        @Override
        public void pongReceived(long roundTripNanos) {
            reached.add("pong " + roundTripNanos);
        }

        @Override
        public void closed(CloseStatus status) {
            reached.add("closed " + status);
        }
    }

    private final class TransportFake implements DeviceTransport {
        @Override
        public boolean send(String text) {
            reached.add("send " + text);
            return takes;
        }

        @Override
        public boolean send(byte[] frame) {
            reached.add("send " + Arrays.toString(frame));
            return takes;
        }

        @Override
        public CompletableFuture<Boolean> arrival() {
            reached.add("arrival");
            return CompletableFuture.completedFuture(takes);
        }

        @Override
        public void close(int code, String reason) {
            reached.add("close " + code + " " + reason);
        }

        @Override
        public void closeFlooding(int code, String reason) {
            reached.add("flooding " + code + " " + reason);
        }

        @Override
        public void abort() {
            reached.add("abort");
        }
    }
}
