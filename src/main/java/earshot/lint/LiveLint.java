package earshot.lint;

import module java.base;

import earshot.capture.TrafficJudge;
import earshot.capture.TrafficThread;
import earshot.id.DeviceId;
import earshot.server.CloseStatus;
import earshot.server.Handshake;

/// Judges what passes now.
///
public final class LiveLint implements TrafficThread.Judges {
    private final Findings findings;
    /// The newest connection of each device, as long as it is judged.
    private final Map<DeviceId, ConnectionLint> connections = new ConcurrentHashMap<>();

    /// Makes what learns of the findings of a device.
    public interface Findings {
        FindingListener of(DeviceId device);
    }

    /// @param findings makes what learns of the findings of a device
    public LiveLint(Findings findings) {
        this.findings = findings;
    }

    @Override
    public TrafficJudge of(Handshake handshake, long nanos) {
        DeviceId device = handshake.identity().deviceId();
        ConnectionLint lint = new ConnectionLint(handshake, nanos, findings.of(device));
        connections.put(device, lint);
        return new Judge(lint, () -> connections.remove(device, lint));
    }

    /// What would be found if a text were sent to a device now, by the state of its connection as far as it is judged. Any thread.
    public List<Finding> preview(DeviceId device, String text, long nanos) {
        ConnectionLint lint = connections.get(device);
        if (lint == null) {
            return SentMessageLint.check(text);
        }
        synchronized (lint) {
            return lint.preview(text, nanos);
        }
    }

    /// Its lock is for [#preview], which asks from other threads.
    private record Judge(ConnectionLint lint, Runnable over) implements TrafficJudge {
        @Override
        public void textReceived(String text, long nanos) {
            synchronized (lint) {
                lint.textReceived(text, nanos);
            }
        }

        @Override
        public void frameReceived(byte[] frame, long nanos) {
            synchronized (lint) {
                lint.frameReceived(frame, nanos);
            }
        }

        @Override
        public void textSent(String text, long nanos) {
            synchronized (lint) {
                lint.textSent(text, nanos);
            }
        }

        @Override
        public void frameSent(byte[] frame, long nanos) {
            synchronized (lint) {
                lint.frameSent(frame, nanos);
            }
        }

        @Override
        public void passed(long nanos) {
            synchronized (lint) {
                lint.silent(nanos);
            }
        }

        /// A check that missed something would accuse the wrong side.
        @Override
        public void lost(long nanos) {
            over.run();
        }

        @Override
        public void closed(CloseStatus status, long nanos) {
            over.run();
        }
    }
}
