package earshot.meeting.live;

import earshot.config.MeetingSettings;
import earshot.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// The periodic tasks of a running meeting: merging, sending the transcript, interim summaries. Each interval is fixed when it begins; a
/// changed setting applies from the next one on. All methods are called under the lock of the meeting; the timer takes it too.
final class PeriodicTasks {
    private static final Logger LOG = LoggerFactory.getLogger(PeriodicTasks.class);

    /// The tasks, called under the lock of the meeting and only while the timers run.
    interface Tasks {
        void merge();

        void push();

        void checkpoint();

        /// Runs a step under the lock.
        void locked(Runnable step);
    }

    private final Time time;
    private final Supplier<MeetingSettings> settings;
    private final Tasks tasks;
    private final String meeting;
    private final RepeatingTimer merging = new RepeatingTimer();
    private final RepeatingTimer pushing = new RepeatingTimer();
    private final RepeatingTimer checking = new RepeatingTimer();
    private Duration pushEvery = Duration.ZERO;
    private boolean running;

    PeriodicTasks(Time time, Supplier<MeetingSettings> settings, Tasks tasks, String meeting) {
        this.time = time;
        this.settings = settings;
        this.tasks = tasks;
        this.meeting = meeting;
    }

    /// Does nothing when the timers run already.
    void start() {
        if (running) {
            return;
        }
        running = true;
        nextMerge();
        nextPush();
        nextCheckpoint();
    }

    /// Does nothing when the timers are stopped already.
    void stop() {
        running = false;
        merging.stop();
        pushing.stop();
        checking.stop();
    }

    Optional<Instant> pushAt() {
        return pushing.due;
    }

    Optional<Instant> checkpointAt() {
        return checking.due;
    }

    private void nextMerge() {
        merging.after(settings.get().mergeInterval(), () -> {
            nextMerge();
            tasks.merge();
        });
    }

    private void nextPush() {
        Duration interval = settings.get().pushInterval();
        // an unchanged interval is not worth an INFO line
        LOG.atLevel(interval.equals(pushEvery) ? Level.DEBUG : Level.INFO).log("meeting {}: next interval={}ms", meeting, interval.toMillis());
        pushEvery = interval;
        pushing.after(interval, () -> {
            tasks.push();
            nextPush();
        });
    }

    private void nextCheckpoint() {
        checking.after(settings.get().checkpointInterval(), () -> {
            nextCheckpoint();
            tasks.checkpoint();
        });
    }

    private final class RepeatingTimer {
        private Time.Timer timer = Time.Timer.NONE;
        private Optional<Instant> due = Optional.empty();
        private long count;

        void after(Duration interval, Runnable work) {
            long mine = ++count;
            due = Optional.of(time.now().plus(interval));
            timer = time.after(interval, () -> tasks.locked(() -> {
                // a timer that fires while it is being stopped waits for the lock here
                if (running && mine == count) {
                    work.run();
                }
            }));
        }

        void stop() {
            count++;
            timer.cancel();
            due = Optional.empty();
        }
    }
}
