package earshot.audio;

import module java.base;

/// The spectrum of a sound, part by part, fifty a second.
///
/// @param levels dB, one of each part
/// @param flatness dB: 0 in white noise, lower where few frequencies are strong
/// @param bands levels of the bands of [MelBands], dB
record SpectralParts(double[] levels, double[] flatness, double[][] bands) {
    static final int A_SECOND = 50;

    private static final int WINDOW = 512;
    private static final int HOP = 16_000 / A_SECOND;
    private static final double LEAST_POWER = 1_000;
    /// Lines of the spectrum between which flatness is taken: 125 Hz and 6.2 kHz.
    private static final int LOWEST_LINE = 4;
    private static final int HIGHEST_LINE = 200;
    /// Lines whose product is no larger than a double: one logarithm for all of them.
    private static final int TOGETHER = 14;
    private static final double DB_A_NEPER = 10 / Math.log(10);
    private static final int QUIET_PERCENT = 10;

    /// The noise of a sound: what its quiet parts have.
    record Floor(double level, double[] bands) {}

    /// @param pcm at 16 kHz, at least a window of 32 ms
    static SpectralParts of(short[] pcm) {
        int count = (pcm.length - WINDOW) / HOP + 1;
        PowerSpectrum spectrum = new PowerSpectrum(WINDOW);
        SpectralParts parts = new SpectralParts(new double[count], new double[count], new double[count][]);
        for (int i = 0; i < count; i++) {
            double[] power = spectrum.of(pcm, i * HOP);
            parts.bands[i] = MelBands.levels(power, LEAST_POWER);
            parts.levels[i] = 10 * Math.log10(Arrays.stream(power).sum() + LEAST_POWER);
            parts.flatness[i] = flatness(power);
        }
        return parts;
    }

    Floor floor() {
        double[] quiet = IntStream.range(0, MelBands.COUNT)
            .mapToDouble(band -> Percentile.of(Arrays.stream(bands).mapToDouble(part -> part[band]), QUIET_PERCENT)).toArray();
        return new Floor(Percentile.of(Arrays.stream(levels), QUIET_PERCENT), quiet);
    }

    private static double flatness(double[] power) {
        double logarithms = 0;
        double sum = 0;
        for (int i = LOWEST_LINE; i < HIGHEST_LINE; i += TOGETHER) {
            double product = 1;
            for (int line = i; line < i + TOGETHER; line++) {
                product *= power[line] + 1;
                sum += power[line] + 1;
            }
            logarithms += Math.log(product);
        }
        int count = HIGHEST_LINE - LOWEST_LINE;
        return DB_A_NEPER * (logarithms / count - Math.log(sum / count));
    }
}
