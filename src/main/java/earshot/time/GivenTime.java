package earshot.time;

import module java.base;

/// A clock that something else moves, as the position in a recording, with the timers of one that continues by itself.
///
/// @param clock says what time it is
/// @param timers runs what is scheduled
public record GivenTime(Clock clock, Time timers) implements Time {
    /// A moment on both clocks.
    public interface Clock {
        Instant now();

        /// Monotonic nanoseconds.
        long nanos();

        /// The time zone of the wall clock.
        default ZoneId zone() {
            return ZoneId.systemDefault();
        }
    }

    @Override
    public long nanos() {
        return clock.nanos();
    }

    @Override
    public Instant now() {
        return clock.now();
    }

    @Override
    public ZoneId zone() {
        return clock.zone();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        return timers.after(delay, task);
    }

    @Override
    public Timer every(Duration period, Runnable task) {
        return timers.every(period, task);
    }

    @Override
    public <T> Optional<T> await(CompletableFuture<T> future, Duration limit) {
        return timers.await(future, limit);
    }

    @Override
    public Alarm alarm(String thread, LongSupplier work) {
        return timers.alarm(thread, work);
    }
}
