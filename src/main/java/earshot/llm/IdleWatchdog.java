package earshot.llm;

import earshot.time.Time;
import java.time.Duration;

/// Detects a provider that sends nothing for too long, but only while the reader is waiting: a reader that pauses because a sentence is
/// being spoken must not take the provider for hung. One timer serves a whole reply; an event costs one write to a field.
final class IdleWatchdog implements AutoCloseable {
    private final Time time;
    private final Runnable onTimeout;
    private volatile long limit;
    private volatile long lastActivity;
    private volatile boolean waiting;
    private volatile boolean expired;
    private Time.Timer timer = Time.Timer.NONE;
    private boolean open = true;

    /// @param onTimeout runs on the timer thread, at most once
    IdleWatchdog(Time time, Duration first, Runnable onTimeout) {
        this.time = time;
        this.onTimeout = onTimeout;
        limit(first);
    }

    /// Restarts with another limit.
    synchronized void limit(Duration next) {
        limit = next.toNanos();
        lastActivity = time.nanos();
        timer.cancel();
        arm(limit);
    }

    /// The reader starts to wait for the provider.
    void startWaiting() {
        lastActivity = time.nanos();
        waiting = true;
    }

    /// The provider sent something.
    void activity() {
        lastActivity = time.nanos();
    }

    void stopWaiting() {
        waiting = false;
    }

    boolean expired() {
        return expired;
    }

    Duration limit() {
        return Duration.ofNanos(limit);
    }

    @Override
    public synchronized void close() {
        open = false;
        timer.cancel();
    }

    private void check() {
        long left = waiting ? limit - (time.nanos() - lastActivity) : limit;
        if (left > 0) {
            arm(left);
            return;
        }
        expired = true;
        onTimeout.run();
    }

    private synchronized void arm(long nanos) {
        if (open) {
            timer = time.after(Duration.ofNanos(nanos), this::check);
        }
    }
}
