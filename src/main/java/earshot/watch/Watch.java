package earshot.watch;

import module java.base;

/// An observable current value. The newest value wins; a reader that looks rarely may miss values in between.
///
/// Safe for use from any thread.
public interface Watch<T> {
    /// The current value, never null.
    T get();

    /// Calls `observer` at once with the current value and after every change, on the thread that changes it.
    /// An observer must be brief and must not block. One that throws is logged and does not affect the others.
    WatchSubscription observe(Consumer<? super T> observer);

    /// Completes with the first value for which `condition` holds, the current one included. Cancel it when it is no longer awaited.
    default CompletableFuture<T> when(Predicate<? super T> condition) {
        CompletableFuture<T> found = new CompletableFuture<>();
        WatchSubscription subscription = observe(value -> {
            if (condition.test(value)) {
                found.complete(value);
            }
        });
        found.whenComplete((_, _) -> subscription.close());
        return found;
    }
}
