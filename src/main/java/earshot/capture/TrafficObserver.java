package earshot.capture;

import earshot.server.CloseStatus;
import earshot.server.Handshake;

/// Wants to know what passes on connections. Safe for use from any thread.
@FunctionalInterface
public interface TrafficObserver {
    /// A connection begins. Called before anything passes; returns at once.
    TrafficListener connected(Handshake handshake);

    /// Tells two observers, one after the other.
    static TrafficObserver both(TrafficObserver first, TrafficObserver second) {
        return handshake -> new Both(first.connected(handshake), second.connected(handshake));
    }

    /// Two that learn the same.
    record Both(TrafficListener first, TrafficListener second) implements TrafficListener {
        @Override
        public void textReceived(String text, long nanos) {
            first.textReceived(text, nanos);
            second.textReceived(text, nanos);
        }

        @Override
        public void frameReceived(byte[] frame, long nanos) {
            first.frameReceived(frame, nanos);
            second.frameReceived(frame, nanos);
        }

        @Override
        public void textSent(String text, long nanos) {
            first.textSent(text, nanos);
            second.textSent(text, nanos);
        }

        @Override
        public void frameSent(byte[] frame, long nanos) {
            first.frameSent(frame, nanos);
            second.frameSent(frame, nanos);
        }

        @Override
        public void closed(CloseStatus status, long nanos) {
            first.closed(status, nanos);
            second.closed(status, nanos);
        }
    }
}
