package earshot.engine;

import module java.base;

import earshot.problem.FatalErrors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The thread `engine`: runs short commands, ticks and statistics in order. When its queue of 1024 tasks is full, a new task is
/// dropped and logged: ticks repeat, and no user issues a thousand commands at once.
final class EngineThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EngineThread.class);
    private static final int QUEUE = 1024;

    private final ThreadPoolExecutor thread =
        new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), run -> Thread.ofPlatform().daemon().name("engine").unstarted(run));

    /// Queues a task; false when it was dropped.
    boolean post(Runnable task) {
        try {
            thread.execute(() -> {
                try {
                    task.run();
                } catch (Throwable e) {
                    FatalErrors.report(e);
                    LOG.error("a task of the engine failed", e);
                }
            });
            return true;
        } catch (RejectedExecutionException _) {
            if (!thread.isShutdown()) {
                LOG.warn("the engine is {} tasks behind: one was dropped", QUEUE);
            }
            return false;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
