package earshot.ui.turns;

import java.time.Duration;
import java.util.List;

/// Statistics of a duration over several turns.
///
/// @param p50 median
/// @param p95 95th percentile, the nearest rank
/// @param newest up to [#SHOWN] values, oldest first
/// @param count number of turns that have the duration
record Spread(Duration p50, Duration p95, List<Duration> newest, int count) {
    static final int SHOWN = 24;
    static final Spread NONE = new Spread(Duration.ZERO, Duration.ZERO, List.of(), 0);

    /// @param took newest first
    static Spread of(List<Duration> took) {
        if (took.isEmpty()) {
            return NONE;
        }
        List<Duration> sorted = took.stream().sorted().toList();
        return new Spread(rank(sorted, 0.50), rank(sorted, 0.95), took.stream().limit(SHOWN).toList().reversed(), took.size());
    }

    private static Duration rank(List<Duration> sorted, double share) {
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }
}
