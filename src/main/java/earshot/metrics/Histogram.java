package earshot.metrics;

import java.time.Duration;

import earshot.metrics.MetricsText.Label;
import earshot.metrics.MetricsText.Metric;

/// How long something took, since the program began. Not safe for use from several threads.
final class Histogram {
    /// Seconds: finer where a person begins to wait.
    private static final double[] BOUNDS = {0.025, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1, 1.5, 2, 3, 5, 8, 13, 30};

    private final long[] counts = new long[BOUNDS.length + 1];
    private long nanos;

    void add(Duration took) {
        double seconds = took.toNanos() / 1e9;
        int bucket = 0;
        while (bucket < BOUNDS.length && seconds > BOUNDS[bucket]) {
            bucket++;
        }
        counts[bucket]++;
        nanos += took.toNanos();
    }

    void write(Metric metric, Label... labels) {
        metric.histogram(BOUNDS, counts, nanos / 1e9, labels);
    }
}
