package earshot.ui.turns;

import module java.base;

/// Statistics of a duration over several turns.
///
/// @param p50 median
/// @param p95 95th percentile, the nearest rank
/// @param newest up to [#NEWEST_COUNT] values, oldest first
/// @param count number of turns that have the duration
record DurationStatistics(Duration p50, Duration p95, List<Duration> newest, int count) {
    static final int NEWEST_COUNT = 24;
    static final DurationStatistics NONE = new DurationStatistics(Duration.ZERO, Duration.ZERO, List.of(), 0);

    /// @param took newest first
    static DurationStatistics of(List<Duration> took) {
        if (took.isEmpty()) {
            return NONE;
        }
        List<Duration> sorted = took.stream().sorted().toList();
        return new DurationStatistics(percentile(sorted, 0.50), percentile(sorted, 0.95), took.stream().limit(NEWEST_COUNT).toList().reversed(), took.size());
    }

    private static Duration percentile(List<Duration> sorted, double share) {
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }
}
