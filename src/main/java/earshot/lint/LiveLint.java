package earshot.lint;

import earshot.capture.TrafficJudge;
import earshot.capture.TrafficThread;
import earshot.id.DeviceId;
import earshot.server.CloseStatus;
import earshot.server.Handshake;

/// Judges what passes now.
///
/// @param findings makes what learns of the findings of a device
public record LiveLint(Findings findings) implements TrafficThread.Judges {
    /// Makes what learns of the findings of a device.
    public interface Findings {
        FindingListener of(DeviceId device);
    }

    @Override
    public TrafficJudge of(Handshake handshake, long nanos) {
        return new Judge(new ConnectionLint(handshake, nanos, findings.of(handshake.identity().deviceId())));
    }

    private record Judge(ConnectionLint lint) implements TrafficJudge {
        @Override
        public void textReceived(String text, long nanos) {
            lint.textReceived(text, nanos);
        }

        @Override
        public void frameReceived(byte[] frame, long nanos) {
            lint.frameReceived(frame, nanos);
        }

        @Override
        public void textSent(String text, long nanos) {
            lint.textSent(text, nanos);
        }

        @Override
        public void frameSent(byte[] frame, long nanos) {
            lint.frameSent(frame, nanos);
        }

        @Override
        public void passed(long nanos) {
            lint.silent(nanos);
        }

        /// A check that missed something would accuse the wrong side.
        @Override
        public void lost(long nanos) {}

        @Override
        public void closed(CloseStatus status, long nanos) {}
    }
}
