package earshot.compute;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.Callable;

/// The threads that compute: embedded recogniser and voice, neural VAD, Opus encoding. Virtual threads are not
/// pre-empted, so anything over a millisecond of computing runs here, on `max(1, cores - 1)` platform threads.
public final class ComputePool implements AutoCloseable {
    private static final int QUEUE = 256;

    private final ThreadPoolExecutor threads;

    public ComputePool() {
        this(Math.max(1, Runtime.getRuntime().availableProcessors() - 1), QUEUE);
    }

    /// @param size threads, at least 1
    /// @param queue work that may wait, at least 1
    public ComputePool(int size, int queue) {
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(size, size, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(queue),
            run -> Thread.ofPlatform().daemon().name("compute-" + number.incrementAndGet()).unstarted(run));
    }

    /// Queues work. The future fails with [ComputeBusy] at once when the queue is full; cancelling it keeps queued
    /// work from starting and does not interrupt work that runs.
    public <T> CompletableFuture<T> submit(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            threads.execute(() -> {
                if (result.isDone()) {
                    return;
                }
                try {
                    result.complete(work.call());
                } catch (Throwable e) {
                    result.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(new ComputeBusy(threads.getQueue().size()));
        }
        return result;
    }

    /// Work that waits now.
    public int waiting() {
        return threads.getQueue().size();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
