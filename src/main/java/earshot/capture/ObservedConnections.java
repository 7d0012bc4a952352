package earshot.capture;

import earshot.server.CloseStatus;
import earshot.server.ConnectionAcceptor;
import earshot.server.DeviceTransport;
import earshot.server.DeviceTransportListener;
import earshot.server.Handshake;
import earshot.time.Time;
import java.util.concurrent.CompletableFuture;

/// Hands connections over unchanged, and tells an observer what passes on them.
public record ObservedConnections(ConnectionAcceptor accepting, TrafficObserver observer, Time time) implements ConnectionAcceptor {
    @Override
    public DeviceTransportListener accept(Handshake handshake, DeviceTransport transport) {
        TrafficListener traffic = observer.connected(handshake);
        return new ObservedInput(accepting.accept(handshake, new ObservedOutput(transport, traffic, time)), traffic, time);
    }

    private record ObservedOutput(DeviceTransport transport, TrafficListener traffic, Time time) implements DeviceTransport {
        @Override
        public boolean send(String text) {
            // before the answer to it can arrive
            long nanos = time.nanos();
            boolean taken = transport.send(text);
            if (taken) {
                traffic.textSent(text, nanos);
            }
            return taken;
        }

        @Override
        public boolean send(byte[] frame) {
            long nanos = time.nanos();
            boolean taken = transport.send(frame);
            if (taken) {
                traffic.frameSent(frame, nanos);
            }
            return taken;
        }

        @Override
        public CompletableFuture<Boolean> arrival() {
            return transport.arrival();
        }

        @Override
        public void close(int code, String reason) {
            transport.close(code, reason);
        }

        @Override
        public void closeFlooding(int code, String reason) {
            transport.closeFlooding(code, reason);
        }

        @Override
        public void abort() {
            transport.abort();
        }
    }

    private record ObservedInput(DeviceTransportListener receiver, TrafficListener traffic, Time time) implements DeviceTransportListener {
        @Override
        public void textReceived(String text, long arrivalNanos) {
            traffic.textReceived(text, arrivalNanos);
            receiver.textReceived(text, arrivalNanos);
        }

        @Override
        public void binaryReceived(byte[] frame, long arrivalNanos) {
            traffic.frameReceived(frame, arrivalNanos);
            receiver.binaryReceived(frame, arrivalNanos);
        }

        @Override
        public boolean incompleteInput(long change) {
            return receiver.incompleteInput(change);
        }

        @Override
        public void pongReceived(long roundTripNanos) {
            receiver.pongReceived(roundTripNanos);
        }

        @Override
        public boolean silent() {
            return receiver.silent();
        }

        @Override
        public void closed(CloseStatus status) {
            traffic.closed(status, time.nanos());
            receiver.closed(status);
        }
    }
}
