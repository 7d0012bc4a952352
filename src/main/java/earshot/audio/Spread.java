package earshot.audio;

import module java.base;

/// Mean and standard deviation of some numbers.
final class Spread {
    private Spread() {}

    /// @return 0 without numbers
    static double mean(double[] numbers) {
        return Arrays.stream(numbers).average().orElse(0);
    }

    /// @return the standard deviation, 0 without numbers
    static double of(double[] numbers) {
        double mean = mean(numbers);
        return Math.sqrt(Arrays.stream(numbers).map(number -> (number - mean) * (number - mean)).average().orElse(0));
    }
}
