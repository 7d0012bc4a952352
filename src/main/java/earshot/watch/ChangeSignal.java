package earshot.watch;

import module java.base;

/// Wakes a thread that waits for a condition over several watches. Safe for use from any thread.
public final class ChangeSignal {
    private final AtomicReference<CompletableFuture<Void>> next = new AtomicReference<>(new CompletableFuture<>());

    /// Something that the condition depends on has changed.
    public void changed() {
        next.getAndSet(new CompletableFuture<>()).complete(null);
    }

    /// Completes at the next change. Get it before the condition is evaluated, so that no change is missed.
    public CompletableFuture<Void> next() {
        return next.get();
    }
}
