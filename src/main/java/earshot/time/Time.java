package earshot.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The only clock. Nothing else in the program reads a clock, sleeps or waits with a limit; tests advance a manual one.
///
/// Safe for use from any thread.
public interface Time {
    /// Monotonic nanoseconds; only differences mean something.
    long nanos();

    /// The wall clock.
    Instant now();

    /// Runs `task` once, `delay` from now, on the timer thread: it must be brief and must not block.
    Timer after(Duration delay, Runnable task);

    /// Runs `task` every `period`, first one period from now, under the same rule as [#after].
    Timer every(Duration period, Runnable task);

    /// Waits for `future`, at most `limit`; empty when the limit passed first. For virtual threads only.
    /// @throws java.util.concurrent.CompletionException when the future failed
    <T> Optional<T> await(CompletableFuture<T> future, Duration limit);

    /// Something scheduled. Cancelling twice, or after it ran, is harmless.
    interface Timer {
        void cancel();
    }
}
