package earshot.capture;

import module java.base;

import earshot.data.ByteLimit;
import earshot.problem.FatalErrors;
import earshot.server.CloseStatus;
import earshot.server.Handshake;
import earshot.time.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands what passes to those who judge it, on a thread of its own behind a bounded queue, in which each connection has a share. Safe for use from any thread.
public final class TrafficThread implements TrafficObserver, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TrafficThread.class);
    /// A second of a hundred devices that speak and are spoken to, and more.
    private static final int QUEUE = 8_192;
    /// Memory of what waits, of one connection and of all. What waits costs so much beside its content, so that one connection cannot take all places either:
    /// its share is a minute of talk.
    static final int MOST_OF_CONNECTION = 1 << 20;
    static final int MOST_BYTES = 16 << 20;
    private static final int ENTRY_BYTES = 512;
    private static final Duration STEP = Duration.ofMillis(250);

    /// Makes what judges a connection.
    public interface Judges {
        /// @param nanos when it was connected
        TrafficJudge of(Handshake handshake, long nanos);
    }

    private final Time time;
    private final List<Judges> judges;
    private final BlockingQueue<Runnable> passed = new ArrayBlockingQueue<>(QUEUE);
    private final ByteLimit waiting = new ByteLimit(MOST_BYTES);
    private final Set<Observed> connections = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private final Time.Timer step;

    public TrafficThread(Time time, List<Judges> judges) {
        this.time = time;
        this.judges = List.copyOf(judges);
        thread = Thread.ofPlatform().daemon().name("traffic").uncaughtExceptionHandler(FatalErrors.ofSharedThread()).start(this::work);
        step = time.every(STEP, () -> connections.forEach(Observed::passes));
    }

    @Override
    public TrafficListener connected(Handshake handshake) {
        long nanos = time.nanos();
        Observed connection = new Observed(judges.stream().map(each -> new Judged(each.of(handshake, nanos))).toList());
        connections.add(connection);
        return connection;
    }

    private void work() {
        try {
            while (true) {
                passed.take().run();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        step.cancel();
        thread.interrupt();
    }

    private record Closing(CloseStatus status, long nanos) {}

    private final class Observed implements TrafficListener {
        private final List<Judged> judged;
        private final ByteLimit own = waiting.part(MOST_OF_CONNECTION);
        /// Something did not fit the queue.
        private volatile boolean lost;
        private volatile Optional<Closing> closing = Optional.empty();

        Observed(List<Judged> judged) {
            this.judged = judged;
        }

        @Override
        public void textReceived(String text, long nanos) {
            queue(2L * text.length(), judge -> judge.textReceived(text, nanos));
        }

        @Override
        public void frameReceived(byte[] frame, long nanos) {
            queue(frame.length, judge -> judge.frameReceived(frame, nanos));
        }

        @Override
        public void textSent(String text, long nanos) {
            queue(2L * text.length(), judge -> judge.textSent(text, nanos));
        }

        @Override
        public void frameSent(byte[] frame, long nanos) {
            queue(frame.length, judge -> judge.frameSent(frame, nanos));
        }

        @Override
        public void closed(CloseStatus status, long nanos) {
            closing = Optional.of(new Closing(status, nanos));
            passed.offer(this::end);
        }

        /// Time passed; what found the queue full before comes again.
        void passes() {
            long nanos = time.nanos();
            passed.offer(() -> {
                lose(nanos);
                judged.forEach(each -> each.run(judge -> judge.passed(nanos)));
                end();
            });
        }

        private void lose(long nanos) {
            if (lost) {
                judged.forEach(each -> each.lose(nanos));
            }
        }

        private void end() {
            if (closing.isPresent() && connections.remove(this)) {
                lose(closing.get().nanos());
                judged.forEach(each -> each.close(closing.get()));
            }
        }

        private void queue(long content, Consumer<TrafficJudge> what) {
            if (!lost && !offer(content + ENTRY_BYTES, what)) {
                lost = true;
                LOG.warn("too much passes to be judged: this connection is left out until the device connects again");
            }
        }

        private boolean offer(long bytes, Consumer<TrafficJudge> what) {
            boolean fits = own.take(bytes);
            boolean taken = fits && passed.offer(() -> {
                own.give(bytes);
                judged.forEach(each -> each.run(what));
            });
            if (fits && !taken) {
                own.give(bytes);
            }
            return taken;
        }
    }

    /// One judge of a connection; on the thread. What fails once is not asked again.
    private static final class Judged {
        private final TrafficJudge judge;
        private boolean over;

        Judged(TrafficJudge judge) {
            this.judge = judge;
        }

        void run(Consumer<TrafficJudge> what) {
            if (over) {
                return;
            }
            try {
                what.accept(judge);
            } catch (RuntimeException e) {
                over = true;
                LOG.warn("the traffic of a connection could not be judged", e);
            }
        }

        void lose(long nanos) {
            run(each -> each.lost(nanos));
            over = true;
        }

        void close(Closing closing) {
            over = false;
            run(each -> each.closed(closing.status(), closing.nanos()));
            over = true;
        }
    }
}
