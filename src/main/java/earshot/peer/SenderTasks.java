package earshot.peer;

import module java.base;

import earshot.problem.FatalErrors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The messages of one connection that are being worked on: one after another, so that they arrive in their order. Has a thread only while there are some.
/// Safe for use from any thread.
final class SenderTasks {
    static final int MAX_WAITING = 16;
    private static final Logger LOG = LoggerFactory.getLogger(SenderTasks.class);

    private final Executor threads;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private boolean running;

    /// @param threads runs each task on a thread that may wait
    SenderTasks(Executor threads) {
        this.threads = threads;
    }

    /// False when as many wait as may, or the program ends.
    synchronized boolean add(Runnable task) {
        if (waiting.size() >= MAX_WAITING) {
            return false;
        }
        waiting.addLast(task);
        if (!running) {
            try {
                threads.execute(this::run);
                running = true;
            } catch (RejectedExecutionException _) {
                waiting.clear();
                return false;
            }
        }
        return true;
    }

    private void run() {
        for (Optional<Runnable> task = next(); task.isPresent(); task = next()) {
            try {
                task.get().run();
            } catch (Throwable e) {
                FatalErrors.report(e);
                LOG.error("a message to another device was not served", e);
            }
        }
    }

    private synchronized Optional<Runnable> next() {
        Optional<Runnable> task = Optional.ofNullable(waiting.pollFirst());
        running = task.isPresent();
        return task;
    }
}
