package earshot.time;

import module java.base;

/// The only clock. Nothing else in the program reads a clock, sleeps or waits with a limit; tests advance a manual one.
///
/// Safe for use from any thread.
public interface Time {
    /// Monotonic nanoseconds; only differences have a meaning.
    long nanos();

    /// The wall clock.
    Instant now();

    /// The time zone of the wall clock.
    default ZoneId zone() {
        return ZoneId.systemDefault();
    }

    /// Runs `task` once, `delay` from now, on the timer thread: it must be brief and must not block. What it throws is logged.
    Timer after(Duration delay, Runnable task);

    /// Runs `task` every `period`, first one period from now, under the same rule as [#after].
    Timer every(Duration period, Runnable task);

    /// Waits for `future`, at most `limit`; empty when the limit passed first. For virtual threads only.
    ///
    /// @throws java.util.concurrent.CancellationException when the thread is interrupted
    /// @throws java.util.concurrent.CompletionException when the future failed
    <T> Optional<T> await(CompletableFuture<T> future, Duration limit);

    /// Lets `pause` pass. For virtual threads only.
    /// @throws java.util.concurrent.CancellationException when the thread is interrupted
    default void sleep(Duration pause) {
        await(new CompletableFuture<>(), pause);
    }

    /// Starts a platform thread named `thread` for work at exact moments, such as frames that leave at an even pace.
    /// `work` runs at once, and then whenever the moment that it answered has come: a value of [#nanos], or [#NEVER] to
    /// run only when woken. It must not block.
    Alarm alarm(String thread, LongSupplier work);

    /// A time that never comes.
    long NEVER = Long.MAX_VALUE;

    /// The thread of [#alarm].
    interface Alarm extends AutoCloseable {
        /// Runs the work as soon as possible. Several calls may become one run.
        void wake();

        /// Ends the thread once the work that runs now has ended.
        @Override
        void close();
    }

    /// A scheduled task. Cancelling twice, or after it ran, does nothing.
    interface Timer {
        /// Nothing is scheduled.
        Timer NONE = () -> {};

        void cancel();
    }
}
