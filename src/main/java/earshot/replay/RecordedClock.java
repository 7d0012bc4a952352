package earshot.replay;

import module java.base;

import earshot.capture.SessionClock;
import earshot.time.GivenTime;
import earshot.time.Time;

/// The wall clock and the time zone of the computer that recorded, so that what depends on the time of day is the same once more. Safe for use from any thread.
final class RecordedClock implements GivenTime.Clock {
    private final Time time;
    private final SessionClock recorded;
    private volatile Duration behind = Duration.ZERO;

    RecordedClock(Time time, SessionClock recorded) {
        this.time = time;
        this.recorded = recorded;
    }

    /// It is the moment of the recording with this monotonic time now.
    void set(long recordedNanos) {
        behind = Duration.between(recorded.at(recordedNanos), time.now());
    }

    @Override
    public Instant now() {
        return time.now().minus(behind);
    }

    @Override
    public long nanos() {
        return time.nanos();
    }

    @Override
    public ZoneId zone() {
        return recorded.zone();
    }
}
