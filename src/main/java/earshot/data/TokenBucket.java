package earshot.data;

/// Limits a rate: tokens are taken for what is done and come back at an even rate, up to a most. Who was silent may do a burst. Not safe for use
/// from several threads.
public final class TokenBucket {
    private static final double SECOND = 1e9;

    private final double most;
    private final double perSecond;
    private double left;
    private long at;

    /// A full one.
    ///
    /// @param most tokens that can be saved up
    /// @param now monotonic nanoseconds
    public TokenBucket(double most, double perSecond, long now) {
        this.most = most;
        this.perSecond = perSecond;
        left = most;
        at = now;
    }

    /// Takes tokens if there are as many.
    ///
    /// @param now monotonic nanoseconds; one that lies before the last one counts as the last one
    public boolean take(double tokens, long now) {
        boolean enough = holds(tokens, now);
        if (enough) {
            left -= tokens;
        }
        return enough;
    }

    /// Whether there are as many tokens.
    public boolean holds(double tokens, long now) {
        if (now - at > 0) {
            left = Math.min(most, left + (now - at) / SECOND * perSecond);
            at = now;
        }
        return left >= tokens;
    }

    /// Takes tokens, or all that are left.
    public void drain(double tokens) {
        left = Math.max(0, left - tokens);
    }

    /// Whether it is as full as it can be.
    public boolean full(long now) {
        return holds(most, now);
    }
}
