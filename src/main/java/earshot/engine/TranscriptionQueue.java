package earshot.engine;

import module java.base;

import earshot.engine.Operation.Outcome;

/// Runs transcriptions of whole recordings one after the other: each takes minutes or hours of one thread. Thread-safe.
final class TranscriptionQueue implements AutoCloseable {
    private final Set<RunningOperation> running = ConcurrentHashMap.newKeySet();
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
    private volatile boolean closed;

    /// Waits for those before it, then does the work; cancelling the operation ends both.
    ///
    /// @param name of what is transcribed, for the person who waits
    /// @param work may throw [CancellationException] once the operation is cancelled
    Outcome run(RunningOperation operation, Object name, Supplier<Outcome> work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        CompletableFuture<Void> before;
        synchronized (this) {
            before = last;
            last = CompletableFuture.allOf(before, done);
        }
        running.add(operation);
        if (closed) {
            operation.cancel();
        }
        try {
            operation.reportProgress("waiting", 0, name);
            CompletableFuture.anyOf(before, operation.whenCancelled()).join();
            return operation.whenCancelled().isDone() ? new Outcome.Cancelled() : work.get();
        } catch (CancellationException _) {
            return new Outcome.Cancelled();
        } finally {
            running.remove(operation);
            done.complete(null);
        }
    }

    /// Cancels all; call it before the meetings are closed.
    @Override
    public void close() {
        closed = true;
        running.forEach(RunningOperation::cancel);
    }
}
