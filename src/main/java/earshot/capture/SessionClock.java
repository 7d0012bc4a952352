package earshot.capture;

import module java.base;

/// The clocks of the computer that recorded.
///
/// @param started when recording began
/// @param nanos monotonic time of the same moment
/// @param ended when it ended; `started` while it goes on
/// @param zone its time zone
public record SessionClock(Instant started, long nanos, Instant ended, ZoneId zone) {
    /// The wall clock at a monotonic time.
    public Instant at(long monotonic) {
        return started.plusNanos(monotonic - nanos);
    }

    SessionClock ended(Instant at) {
        return new SessionClock(started, nanos, at, zone);
    }
}
