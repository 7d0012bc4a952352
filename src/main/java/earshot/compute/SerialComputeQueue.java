package earshot.compute;

import module java.base;

import earshot.compute.ComputePool.Work;

/// Runs work on a [ComputePool] one task at a time, in order: for components that are not thread safe. Waiting work holds no
/// thread. Safe for use from any thread.
public final class SerialComputeQueue {
    private final Function<Callable<Void>, CompletableFuture<Void>> pool;
    private final int bound;
    private final Deque<Work<?>> waiting = new ArrayDeque<>();
    private boolean running;

    private SerialComputeQueue(Function<Callable<Void>, CompletableFuture<Void>> pool, int bound) {
        this.pool = pool;
        this.bound = bound;
    }

    /// A queue for brief work, of which `bound` tasks may wait.
    public static SerialComputeQueue forBriefWork(ComputePool pool, int bound) {
        return new SerialComputeQueue(pool::submit, bound);
    }

    /// A queue for long work, of which `bound` tasks may wait.
    public static SerialComputeQueue forLongWork(ComputePool pool, int bound) {
        return new SerialComputeQueue(pool::submitLong, bound);
    }

    /// Queues work under the rules of [ComputePool#submit].
    public <T> CompletableFuture<T> submit(Callable<T> work) {
        Work<T> next = new Work<>(work, new CompletableFuture<>());
        synchronized (this) {
            if (running) {
                if (waiting.size() >= bound) {
                    return CompletableFuture.failedFuture(new ComputeBusyException(waiting.size()));
                }
                waiting.add(next);
                return next.result();
            }
            running = true;
        }
        start(next);
        return next.result();
    }

    private void start(Work<?> next) {
        pool.apply(Executors.callable(next, null)).whenComplete((_, failure) -> {
            if (failure != null) {
                next.result().completeExceptionally(failure);
            }
            startNext();
        });
    }

    private void startNext() {
        Work<?> next;
        synchronized (this) {
            next = waiting.poll();
            running = next != null;
        }
        if (next != null) {
            start(next);
        }
    }
}
