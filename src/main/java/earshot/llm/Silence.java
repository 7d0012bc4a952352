package earshot.llm;

import earshot.time.Time;
import java.time.Duration;

/// Detects a provider that sends nothing for too long, but only while the reader is waiting: a reader that pauses because a sentence is
/// being spoken must not take the provider for hung. One timer serves a whole reply; an event costs one write to a field.
final class Silence implements AutoCloseable {
    private final Time time;
    private final Runnable tooLong;
    private volatile long limit;
    private volatile long since;
    private volatile boolean listening;
    private volatile boolean passed;
    private Time.Timer timer = Time.Timer.NONE;
    private boolean open = true;

    /// @param tooLong runs on the timer thread, at most once
    Silence(Time time, Duration first, Runnable tooLong) {
        this.time = time;
        this.tooLong = tooLong;
        limit(first);
    }

    /// Restarts with another limit.
    synchronized void limit(Duration next) {
        limit = next.toNanos();
        since = time.nanos();
        timer.cancel();
        arm(limit);
    }

    /// The reader starts to wait for the provider.
    void listen() {
        since = time.nanos();
        listening = true;
    }

    /// The provider sent something.
    void broken() {
        since = time.nanos();
    }

    void rest() {
        listening = false;
    }

    boolean passed() {
        return passed;
    }

    Duration limit() {
        return Duration.ofNanos(limit);
    }

    @Override
    public synchronized void close() {
        open = false;
        timer.cancel();
    }

    private void look() {
        long left = listening ? limit - (time.nanos() - since) : limit;
        if (left > 0) {
            arm(left);
            return;
        }
        passed = true;
        tooLong.run();
    }

    private synchronized void arm(long nanos) {
        if (open) {
            timer = time.after(Duration.ofNanos(nanos), this::look);
        }
    }
}
