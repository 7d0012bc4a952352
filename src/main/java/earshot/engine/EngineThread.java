package earshot.engine;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The thread `engine`: commands, ticks, statistics, in order. What does not fit its queue is dropped and logged; ticks come
/// again, and nobody clicks a thousand times.
final class EngineThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EngineThread.class);
    private static final int QUEUE = 1024;

    private final ThreadPoolExecutor thread =
        new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), run -> Thread.ofPlatform().daemon().name("engine").unstarted(run));

    /// Queues a task. False when it was dropped.
    boolean post(Runnable task) {
        try {
            thread.execute(() -> {
                try {
                    task.run();
                } catch (Throwable e) {
                    LOG.error("a task of the engine failed", e);
                }
            });
            return true;
        } catch (RejectedExecutionException e) {
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
