package earshot.capture;

import module java.base;

/// The clocks of the computer that recorded.
///
/// @param started when recording began
/// @param nanos monotonic time of the same moment
/// @param ended when it ended; `started` while it is in progress
/// @param zone its time zone
public record SessionClock(Instant started, long nanos, Instant ended, ZoneId zone) {
    /// No recording is as long as that, whatever a file says.
    private static final Duration LONGEST = Duration.ofDays(400);

    /// The wall clock at a monotonic time.
    public Instant at(long monotonic) {
        return started.plusNanos(monotonic - nanos);
    }

    /// Whether a moment can belong to the recording.
    boolean near(Instant moment) {
        return Duration.between(started, moment).abs().compareTo(LONGEST) < 0;
    }

    /// Whether a monotonic time can.
    boolean near(long monotonic) {
        // far away in either direction, also where the difference is not a number any more
        return Math.abs((double) monotonic - nanos) < LONGEST.toNanos();
    }

    SessionClock ended(Instant at) {
        return new SessionClock(started, nanos, at, zone);
    }
}
