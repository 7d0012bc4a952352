package earshot.audio;

import module java.base;

/// A percentile of some numbers.
final class Percentile {
    private Percentile() {}

    /// @param percent 0 to 99
    /// @return 0 without numbers
    static double of(DoubleStream numbers, int percent) {
        double[] sorted = numbers.sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length * percent / 100];
    }
}
