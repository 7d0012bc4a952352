package earshot.session;

import module java.base;

import earshot.problem.FatalErrors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The workers of one connection: virtual threads that wait for recognizer, model and voice. A limited number runs at once, other jobs
/// queue. Safe for use from any thread; nothing here waits. Source: badge-protocol sections 8.1 and 8.3.
///
/// A job must not wait for another job of the same connection, because there may be only one worker.
final class WorkerPool implements Executor, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerPool.class);
    /// Jobs that may wait for a worker.
    static final int MAX_WAITING = 16;

    private final String name;
    private final ThreadPoolExecutor threads;

    /// @param maxRunning how many run at once, at least 1
    WorkerPool(String name, int maxRunning) {
        this.name = name;
        threads = new ThreadPoolExecutor(maxRunning, maxRunning, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING),
            Thread.ofVirtual().name(name).factory(), this::refuse);
    }

    /// Runs or queues a job. After [#close] it is dropped silently.
    ///
    /// @throws RejectedExecutionException when [#MAX_WAITING] jobs wait already
    @Override
    public void execute(Runnable job) {
        threads.execute(() -> runJobs(job));
    }

    int running() {
        return threads.getActiveCount();
    }

    /// Drops what waits; running jobs end by themselves and are not waited for. A second call does nothing.
    @Override
    public void close() {
        threads.shutdown();
        threads.getQueue().clear();
    }

    private void runJobs(Runnable job) {
        // taken from the queue while it was closing
        if (threads.isShutdown()) {
            return;
        }
        try {
            job.run();
        } catch (Throwable e) {
            FatalErrors.report(e);
            LOG.error("a job of {} failed", name, e);
        }
    }

    private void refuse(Runnable job, ThreadPoolExecutor full) {
        if (!full.isShutdown()) {
            throw new RejectedExecutionException(MAX_WAITING + " turns wait already");
        }
    }
}
