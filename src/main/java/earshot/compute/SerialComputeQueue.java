package earshot.compute;

import module java.base;

import earshot.compute.ComputePool.Work;

/// Runs work on a [ComputePool] one task at a time, in order: for components that are not thread safe. Work in the background gives way to other work, but
/// not to ever more of it. Waiting work holds no thread. Safe for use from any thread.
public final class SerialComputeQueue {
    /// Tasks that may go before one in the background.
    private static final int OVERTAKING = 8;

    private final Function<Callable<Void>, CompletableFuture<Void>> pool;
    private final int bound;
    private final Deque<Work<?>> waiting = new ArrayDeque<>();
    private final Deque<Work<?>> background = new ArrayDeque<>();
    private boolean running;
    private int overtaking;

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
        return submit(work, waiting);
    }

    /// As [#submit], for work whose result nobody waits for. As many tasks of it may wait as of the other.
    public <T> CompletableFuture<T> submitInBackground(Callable<T> work) {
        return submit(work, background);
    }

    private <T> CompletableFuture<T> submit(Callable<T> work, Deque<Work<?>> queue) {
        Work<T> next = new Work<>(work, new CompletableFuture<>());
        synchronized (this) {
            if (running) {
                if (queue.size() >= bound) {
                    return CompletableFuture.failedFuture(new ComputeBusyException(queue.size()));
                }
                queue.add(next);
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
            next = next();
            running = next != null;
        }
        if (next != null) {
            start(next);
        }
    }

    private Work<?> next() {
        boolean turn = waiting.isEmpty() || !background.isEmpty() && overtaking == OVERTAKING;
        overtaking = turn || background.isEmpty() ? 0 : overtaking + 1;
        return turn ? background.poll() : waiting.poll();
    }
}
