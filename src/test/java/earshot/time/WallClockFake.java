package earshot.time;

import module java.base;

/// The time of the system, with a wall clock that a test sets.
public class WallClockFake implements Time {
    private final Time system = new SystemTime();
    private volatile Duration ahead = Duration.ZERO;

    public final void advance(Duration by) {
        ahead = ahead.plus(by);
    }

    /// How far it is ahead of the time of the system; negative when it is behind.
    public final void setAhead(Duration of) {
        ahead = of;
    }

    @Override
    public long nanos() {
        return system.nanos();
    }

    @Override
    public Instant now() {
        return system.now().plus(ahead);
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        return system.after(delay, task);
    }

    @Override
    public Timer every(Duration period, Runnable task) {
        return system.every(period, task);
    }

    @Override
    public <T> Optional<T> await(CompletableFuture<T> future, Duration limit) {
        return system.await(future, limit);
    }

    @Override
    public Alarm alarm(String thread, LongSupplier work) {
        return system.alarm(thread, work);
    }
}
