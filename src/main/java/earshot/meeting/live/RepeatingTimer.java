package earshot.meeting.live;

import module java.base;

import earshot.time.Time;

/// Runs a task of a meeting periodically, under its lock. Each interval is fixed when it begins; a changed setting applies from the next
/// one on. All methods are called under the lock of the meeting.
final class RepeatingTimer {
    private final MeetingContext context;
    private final Supplier<Duration> interval;
    private final Runnable task;
    private Time.Timer timer = Time.Timer.NONE;
    private Optional<Instant> due = Optional.empty();
    private long round;

    RepeatingTimer(MeetingContext context, Supplier<Duration> interval, Runnable task) {
        this.context = context;
        this.interval = interval;
        this.task = task;
    }

    void start() {
        long mine = ++round;
        Duration wait = interval.get();
        due = Optional.of(context.dependencies.time().now().plus(wait));
        timer = context.dependencies.time().after(wait, () -> context.change(() -> {
            // a timer that fires while it is being stopped waits for the lock here
            if (mine == round) {
                start();
                task.run();
            }
        }));
    }

    /// When the task runs next; empty when the timer is stopped.
    Optional<Instant> due() {
        return due;
    }

    void stop() {
        round++;
        timer.cancel();
        due = Optional.empty();
    }
}
