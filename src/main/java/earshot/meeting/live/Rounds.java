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

/// What a running meeting does again and again: merging, pushing, interim summaries. Each interval is fixed when its cycle begins; a
/// changed setting holds from the next one on. All methods are called under the lock of the meeting; the timer takes it too.
final class Rounds {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    /// What is due, called under the lock of the meeting and while the rounds run.
    interface Duties {
        void merge();

        void push();

        void checkpoint();

        /// Runs something under the lock.
        void locked(Runnable step);
    }

    private final Time time;
    private final Supplier<MeetingSettings> settings;
    private final Duties duties;
    private final String meeting;
    private final Cycle merging = new Cycle();
    private final Cycle pushing = new Cycle();
    private final Cycle checking = new Cycle();
    private Duration pushEvery = Duration.ZERO;
    private boolean running;

    Rounds(Time time, Supplier<MeetingSettings> settings, Duties duties, String meeting) {
        this.time = time;
        this.settings = settings;
        this.duties = duties;
        this.meeting = meeting;
    }

    /// Does nothing when they run already.
    void start() {
        if (running) {
            return;
        }
        running = true;
        nextMerge();
        nextPush();
        nextCheckpoint();
    }

    /// Does nothing when they are stopped already.
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
        merging.after(settings.get().merge(), () -> {
            nextMerge();
            duties.merge();
        });
    }

    private void nextPush() {
        Duration interval = settings.get().push();
        // the same one again is no news
        LOG.atLevel(interval.equals(pushEvery) ? Level.DEBUG : Level.INFO).log("meeting {}: next interval={}ms", meeting, interval.toMillis());
        pushEvery = interval;
        pushing.after(interval, () -> {
            duties.push();
            nextPush();
        });
    }

    private void nextCheckpoint() {
        checking.after(settings.get().checkpoint(), () -> {
            nextCheckpoint();
            duties.checkpoint();
        });
    }

    private final class Cycle {
        private Time.Timer timer = () -> {};
        private Optional<Instant> due = Optional.empty();
        private long count;

        void after(Duration interval, Runnable work) {
            long mine = ++count;
            due = Optional.of(time.now().plus(interval));
            timer = time.after(interval, () -> duties.locked(() -> {
                // one that fell due while it was being stopped waits for the lock here
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
