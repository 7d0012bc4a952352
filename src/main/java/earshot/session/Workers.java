package earshot.session;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The workers of one connection: virtual threads that wait for recognizer, model and voice. A limited number runs at once, other jobs
/// queue. Safe for use from any thread; nothing here waits. Source: badge-protocol sections 8.1 and 8.3.
///
/// A job must not wait for another job of the same connection, because there may be only one worker.
final class Workers implements Executor, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    /// Jobs that may wait for a worker.
    static final int WAITING = 16;

    private final String name;
    private final int most;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private int running;
    private boolean closed;

    /// @param name of each thread
    /// @param most how many run at once, at least 1
    Workers(String name, int most) {
        this.name = name;
        this.most = most;
    }

    /// Runs or queues a job. After [#close] it is dropped silently.
    ///
    /// @throws RejectedExecutionException when [#WAITING] jobs wait already
    @Override
    public void execute(Runnable job) {
        synchronized (this) {
            if (closed) {
                return;
            }
            if (running == most) {
                if (waiting.size() == WAITING) {
                    throw new RejectedExecutionException(WAITING + " turns wait already");
                }
                waiting.add(job);
                return;
            }
            running++;
        }
        Thread.ofVirtual().name(name).start(() -> work(job));
    }

    /// How many jobs run now.
    synchronized int running() {
        return running;
    }

    /// Drops what waits; running jobs end by themselves and are not waited for. A second call does nothing.
    @Override
    public synchronized void close() {
        closed = true;
        waiting.clear();
    }

    private void work(Runnable first) {
        for (Optional<Runnable> job = Optional.of(first); job.isPresent(); job = next()) {
            try {
                job.get().run();
            } catch (Throwable e) {
                LOG.error("a job of {} failed", name, e);
            }
        }
    }

    private synchronized Optional<Runnable> next() {
        Optional<Runnable> next = Optional.ofNullable(waiting.poll());
        if (next.isEmpty()) {
            running--;
        }
        return next;
    }
}
