package earshot.meeting.live;

import module java.base;

import earshot.time.Time;

/// The wall clock as long as it behaves like a clock; when it is set back, or ahead by days, the monotonic clock continues from where it was, so
/// that durations and ends stay plausible. Hours ahead are those of a computer that slept. Safe for use from any thread.
final class SteadyClock {
    private static final Duration LONGEST_SLEEP = Duration.ofHours(12);

    private final Time time;
    private Instant last;
    private long lastNanos;

    /// @param earliest what it shows at least, such as the newest sentence of a running meeting
    SteadyClock(Time time, Instant earliest) {
        this.time = time;
        Instant now = time.now();
        last = now.isBefore(earliest) ? earliest : now;
        lastNanos = time.nanos();
    }

    synchronized Instant now() {
        long nanos = time.nanos();
        Instant steady = last.plusNanos(nanos - lastNanos);
        Instant wall = time.now();
        last = wall.isBefore(steady) || wall.isAfter(steady.plus(LONGEST_SLEEP)) ? steady : wall;
        lastNanos = nanos;
        return last;
    }
}
