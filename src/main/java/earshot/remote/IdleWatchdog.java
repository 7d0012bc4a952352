package earshot.remote;

import module java.base;

import earshot.time.Time;

/// Detects a provider that sends nothing for too long, but only while the reader is waiting: a reader that pauses because a sentence is
/// being spoken must not take the provider for hung. One timer serves a whole response; an event costs one write to a field.
final class IdleWatchdog implements AutoCloseable {
    private final Time time;
    private final Runnable onTimeout;
    private volatile long limit;
    private volatile long lastActivity;
    private volatile boolean waiting;
    private volatile boolean expired;
    private Time.Timer timer = Time.Timer.NONE;
    private boolean armed;
    private boolean open = true;

    static final class Expired extends IOException {
        private static final long serialVersionUID = 1L;
        private final transient Duration limit;

        Expired(Duration limit) {
            super("no answer within " + limit.toMillis() / 1000.0 + " s");
            this.limit = limit;
        }

        Duration limit() {
            return limit;
        }
    }

    /// @param onTimeout runs on the timer thread, at most once
    IdleWatchdog(Time time, Duration limit, Runnable onTimeout) {
        this.time = time;
        this.limit = limit.toNanos();
        this.onTimeout = onTimeout;
    }

    void startWaiting() {
        lastActivity = time.nanos();
        waiting = true;
        if (!armed) {
            arm(limit);
        }
    }

    void stopWaiting() {
        waiting = false;
    }

    /// The provider sent something; `next` is the limit from now on.
    void activity(Duration next) {
        lastActivity = time.nanos();
        if (limit != next.toNanos()) {
            limit = next.toNanos();
            arm(limit);
        }
    }

    /// @throws Expired when the limit has passed
    void check() throws Expired {
        if (expired) {
            throw new Expired(Duration.ofNanos(limit));
        }
    }

    @Override
    public synchronized void close() {
        open = false;
        timer.cancel();
    }

    private void expireOrRearm() {
        long left = waiting ? limit - (time.nanos() - lastActivity) : limit;
        if (left > 0) {
            arm(left);
            return;
        }
        expired = true;
        onTimeout.run();
    }

    private synchronized void arm(long nanos) {
        timer.cancel();
        armed = true;
        if (open) {
            timer = time.after(Duration.ofNanos(nanos), this::expireOrRearm);
        }
    }
}
