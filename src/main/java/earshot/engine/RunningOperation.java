package earshot.engine;

import module java.base;

import earshot.watch.MutableWatch;
import earshot.watch.Watch;

/// An [Operation] as seen by the code that does the work. Thread-safe.
final class RunningOperation implements Operation {
    private final OperationKind kind;
    private final MutableWatch<Progress> progress = new MutableWatch<>(new Progress("", List.of(), Optional.empty()));
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final CompletableFuture<Void> cancelled = new CompletableFuture<>();

    RunningOperation(OperationKind kind) {
        this.kind = kind;
    }

    @Override
    public OperationKind kind() {
        return kind;
    }

    @Override
    public Watch<Progress> progress() {
        return progress;
    }

    @Override
    public void cancel() {
        cancelled.complete(null);
    }

    @Override
    public CompletableFuture<Outcome> outcome() {
        return outcome.copy();
    }

    void reportProgress(String phase, double done, Object... args) {
        progress.set(new Progress(phase, Stream.of(args).map(String::valueOf).toList(), Optional.of(done)));
    }

    /// Completes when cancellation is requested.
    CompletableFuture<Void> whenCancelled() {
        return cancelled;
    }

    void finish(Outcome how) {
        outcome.complete(how);
    }
}
