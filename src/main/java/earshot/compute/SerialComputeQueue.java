package earshot.compute;

import module java.base;

/// Runs work on a [ComputePool] one task at a time, in order: for components that are not thread safe. Waiting work holds no
/// thread. Safe for use from any thread.
public final class SerialComputeQueue {
    private final Function<Callable<Void>, CompletableFuture<Void>> pool;
    private final int bound;
    private final Deque<Piece<?>> waiting = new ArrayDeque<>();
    private boolean running;

    private SerialComputeQueue(Function<Callable<Void>, CompletableFuture<Void>> pool, int bound) {
        this.pool = pool;
        this.bound = bound;
    }

    /// Makes a queue for brief work.
    ///
    /// @param bound tasks that may wait
    public static SerialComputeQueue forBriefWork(ComputePool pool, int bound) {
        return new SerialComputeQueue(pool::submit, bound);
    }

    /// Makes a queue for long work.
    ///
    /// @param bound tasks that may wait
    public static SerialComputeQueue forLongWork(ComputePool pool, int bound) {
        return new SerialComputeQueue(pool::submitLong, bound);
    }

    /// Queues work under the rules of [ComputePool#submit].
    public <T> CompletableFuture<T> submit(Callable<T> work) {
        Piece<T> piece = new Piece<>(work, new CompletableFuture<>());
        synchronized (this) {
            if (running) {
                if (waiting.size() >= bound) {
                    return CompletableFuture.failedFuture(new ComputeBusyException(waiting.size()));
                }
                waiting.add(piece);
                return piece.result;
            }
            running = true;
        }
        start(piece);
        return piece.result;
    }

    private void start(Piece<?> piece) {
        pool.apply(piece).whenComplete((_, failure) -> {
            if (failure != null) {
                piece.result.completeExceptionally(failure);
            }
            next();
        });
    }

    private void next() {
        Piece<?> piece;
        synchronized (this) {
            piece = waiting.poll();
            running = piece != null;
        }
        if (piece != null) {
            start(piece);
        }
    }

    private record Piece<T>(Callable<T> work, CompletableFuture<T> result) implements Callable<Void> {
        @Override
        public Void call() {
            if (!result.isDone()) {
                try {
                    result.complete(work.call());
                } catch (Throwable e) {
                    result.completeExceptionally(e);
                }
            }
            return null;
        }
    }
}
