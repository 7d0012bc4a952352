package earshot.firmware;

import java.time.Duration;

/// Makes one report of losses of a kind that follow each other. Used on one thread.
final class LossEpisodes implements LossListener {
    /// So long without another loss ends an episode.
    private static final long QUIET_NANOS = 1_000_000_000;
    /// A board's output buffer covers shorter gaps.
    private static final long SHORTEST_NANOS = 10_000_000;

    private final LossReporter reporter;
    private long silence;
    private int gaps;
    private long lastGap;
    private int dropped;
    private long lastDrop;

    LossEpisodes(LossReporter reporter) {
        this.reporter = reporter;
    }

    @Override
    public void ranOut(long fromNanos, long toNanos) {
        silence += toNanos - fromNanos;
        gaps++;
        lastGap = toNanos;
    }

    @Override
    public void dropped(long nanos) {
        dropped++;
        lastDrop = nanos;
    }

    /// Reports the episodes that are over.
    void advance(long nanos) {
        if (gaps > 0 && nanos - lastGap >= QUIET_NANOS) {
            endGaps();
        }
        if (dropped > 0 && nanos - lastDrop >= QUIET_NANOS) {
            endDrops();
        }
    }

    /// The answer is over, and with it every episode.
    void end() {
        endGaps();
        endDrops();
    }

    private void endGaps() {
        if (silence >= SHORTEST_NANOS) {
            reporter.ranOut(Duration.ofNanos(silence), gaps);
        }
        silence = 0;
        gaps = 0;
    }

    private void endDrops() {
        if (dropped > 0) {
            reporter.overflowed(dropped);
        }
        dropped = 0;
    }
}
