package earshot.lint;

import module java.base;

import earshot.capture.TrafficListener;
import earshot.capture.TrafficObserver;
import earshot.id.DeviceId;
import earshot.server.CloseStatus;
import earshot.server.Handshake;
import earshot.time.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Judges what passes now, on a thread of its own. Safe for use from any thread.
public final class LiveLint implements TrafficObserver, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveLint.class);
    /// A second of a hundred devices that speak and are spoken to, and more.
    private static final int QUEUE = 8_192;
    private static final Duration STEP = Duration.ofMillis(500);

    /// Makes what learns of the findings of a device.
    public interface Findings {
        FindingListener of(DeviceId device);
    }

    private final Time time;
    private final Findings findings;
    private final BlockingQueue<Runnable> passed = new ArrayBlockingQueue<>(QUEUE);
    private final Set<Observed> connections = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private final Time.Timer silence;

    public LiveLint(Time time, Findings findings) {
        this.time = time;
        this.findings = findings;
        thread = Thread.ofPlatform().daemon().name("lint").start(this::work);
        silence = time.every(STEP, () -> connections.forEach(Observed::silent));
    }

    @Override
    public TrafficListener connected(Handshake handshake) {
        Observed connection = new Observed(new ConnectionLint(handshake, time.nanos(), findings.of(handshake.identity().deviceId())));
        connections.add(connection);
        return connection;
    }

    private void work() {
        try {
            while (true) {
                passed.take().run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        silence.cancel();
        thread.interrupt();
    }

    private final class Observed implements TrafficListener {
        private final ConnectionLint lint;
        /// Something was lost, or a check failed: what comes now cannot be judged.
        private volatile boolean over;

        Observed(ConnectionLint lint) {
            this.lint = lint;
        }

        @Override
        public void textReceived(String text, long nanos) {
            queue(() -> lint.textReceived(text, nanos));
        }

        @Override
        public void frameReceived(byte[] frame, long nanos) {
            queue(() -> lint.frameReceived(frame, nanos));
        }

        @Override
        public void textSent(String text, long nanos) {
            queue(() -> lint.textSent(text, nanos));
        }

        @Override
        public void frameSent(byte[] frame, long nanos) {
            queue(() -> lint.frameSent(frame, nanos));
        }

        void silent() {
            long nanos = time.nanos();
            queue(() -> lint.silent(nanos));
        }

        @Override
        public void closed(CloseStatus status, long nanos) {
            connections.remove(this);
        }

        private void queue(Runnable judged) {
            if (over) {
                return;
            }
            if (!passed.offer(() -> run(judged))) {
                over = true;
                connections.remove(this);
                LOG.warn("too much passes to be judged: this connection is left out until the device connects again");
            }
        }

        private void run(Runnable judged) {
            try {
                if (!over) {
                    judged.run();
                }
            } catch (RuntimeException e) {
                over = true;
                LOG.warn("the traffic of a connection could not be judged", e);
            }
        }
    }
}
