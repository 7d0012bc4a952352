package earshot.watch;

import java.util.function.Consumer;

/// An observable current value. The newest value wins; a reader that looks rarely may miss values in between.
///
/// Safe for use from any thread.
public interface Watch<T> {
    /// The current value, never null.
    T get();

    /// Calls `observer` at once with the current value and after every change, on the thread that changes it.
    /// An observer must be brief and must not block. One that throws is logged and does not affect the others.
    WatchSubscription observe(Consumer<? super T> observer);
}
