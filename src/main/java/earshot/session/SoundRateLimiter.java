package earshot.session;

import earshot.data.TokenBucket;

/// Drops sound that comes faster than it can be spoken: more than 1.5 times real time for two seconds, where nothing else is set, once the pauses
/// before are made up for. A device may send at once what it kept while the network hung or while it connected: up to three seconds, which is more
/// than the 40 packets that firmware keeps. Used on the connection's thread only.
final class SoundRateLimiter {
    /// Seconds for which the fastest speed may be used up at once.
    private static final double SPAN = 2;
    /// Seconds of sound that pauses save up, and what a connection begins with: the wake word and what was said while it connected.
    private static final double MAX_SAVED = 3;
    /// Seconds of sound that are dropped before the connection is closed.
    private static final double MAX_DROPPED = 5;
    private static final double SECOND = 1e9;

    enum Verdict { TAKEN, DROPPED_FIRST, DROPPED, EXCEEDED }

    private final TokenBucket pace;
    private final TokenBucket saved;
    private double dropped;

    /// @param fastest times real time that is always taken
    SoundRateLimiter(double fastest, long now) {
        pace = new TokenBucket(SPAN * (fastest - 1), fastest, now);
        saved = new TokenBucket(MAX_SAVED, 1, now);
    }

    /// @param soundNanos duration of the packet
    /// @param now its arrival, monotonic nanoseconds
    Verdict judge(long soundNanos, long now) {
        double seconds = soundNanos / SECOND;
        boolean inPace = pace.holds(seconds, now);
        boolean madeUpFor = saved.holds(seconds, now);
        if (inPace || madeUpFor) {
            dropped = pace.full(now) ? 0 : dropped;
            pace.drain(seconds);
            saved.drain(seconds);
            return Verdict.TAKEN;
        }
        boolean first = dropped == 0;
        dropped += seconds;
        return dropped > MAX_DROPPED ? Verdict.EXCEEDED : first ? Verdict.DROPPED_FIRST : Verdict.DROPPED;
    }
}
