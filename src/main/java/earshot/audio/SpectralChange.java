package earshot.audio;

import module java.base;

/// How much the spectrum of a sound changes within a tenth of a second. Who speaks moves the mouth from vowel to consonant: the shape of the spectrum
/// changes by 4 to 12 dB, in a noisy or echoing room still by 3. What hums, blows, rings, turns or plays a tune keeps its shape (0.5 to 2.5 dB), whatever
/// its level and pitch do, and however bright or clipped it is.
public final class SpectralChange {
    /// Only so much of a sound is looked at at once.
    private static final Duration STRETCH = Duration.ofSeconds(4);
    private static final int RATE = 16_000;
    private static final int WINDOW = 512;
    private static final int HOP = RATE / 50;
    /// Parts from one to the one that it is compared with.
    private static final int STEP = 5;
    /// Fewer comparisons may be of one syllable, which is all alike, too.
    private static final int LEAST = 30;
    private static final int BANDS = 10;
    private static final double LOWEST_HERTZ = 100;
    private static final double HIGHEST_HERTZ = 6_500;
    /// What is louder by that than the quiet parts is looked at, unless it is far below the loudest.
    private static final double ABOVE_QUIET_DB = 7;
    private static final double BELOW_LOUDEST_DB = 30;
    /// Loud parts that stand out less of the noise have its spectrum too.
    private static final double CLEAR_DB = 15.5;
    /// So much above the quiet parts of a band, noise is no change.
    private static final double ABOVE_NOISE_DB = 6;
    private static final double FLOOR = 1_000;
    private static final double[][] WEIGHTS = weights();

    private SpectralChange() {}

    /// The median over the loud parts of the stretch of some seconds that changes most, dB; empty where too few parts are loud, or not clearly.
    ///
    /// @param enough no more stretches are looked at when one changes so much
    public static OptionalDouble of(PcmAudio audio, double enough) {
        short[] pcm = audio.at(RATE).pcm();
        int stretch = (int) (STRETCH.toSeconds() * RATE);
        PowerSpectrum spectrum = new PowerSpectrum(WINDOW);
        OptionalDouble most = OptionalDouble.empty();
        for (int from = 0; from < pcm.length && most.orElse(0) < enough; from += stretch) {
            OptionalDouble change = ofStretch(pcm, from, Math.min(pcm.length, from + stretch), spectrum);
            most = change.orElse(0) > most.orElse(0) ? change : most;
        }
        return most;
    }

    private static OptionalDouble ofStretch(short[] pcm, int from, int until, PowerSpectrum spectrum) {
        int count = Math.floorDiv(until - from - WINDOW, HOP) + 1;
        if (count <= STEP) {
            return OptionalDouble.empty();
        }
        double[] levels = new double[count];
        double[][] bands = new double[count][];
        for (int i = 0; i < count; i++) {
            double[] power = spectrum.of(pcm, from + i * HOP);
            bands[i] = bands(power);
            levels[i] = 10 * Math.log10(Arrays.stream(power).sum() + FLOOR);
        }
        double quiet = Percentile.of(Arrays.stream(levels), 10);
        if (Percentile.of(Arrays.stream(levels), 95) < quiet + CLEAR_DB) {
            return OptionalDouble.empty();
        }
        shapes(bands);
        double least = Math.max(quiet + ABOVE_QUIET_DB, Arrays.stream(levels).max().orElseThrow() - BELOW_LOUDEST_DB);
        double[] changes = IntStream.range(0, count - STEP).filter(i -> levels[i] > least && levels[i + STEP] > least)
            .mapToDouble(i -> distance(bands[i], bands[i + STEP])).toArray();
        return changes.length < LEAST ? OptionalDouble.empty() : OptionalDouble.of(Percentile.of(Arrays.stream(changes), 50));
    }

    private static double[] bands(double[] power) {
        double[] bands = new double[BANDS];
        for (int band = 0; band < BANDS; band++) {
            double sum = FLOOR;
            for (int i = 0; i < power.length; i++) {
                sum += WEIGHTS[band][i] * power[i];
            }
            bands[band] = 10 * Math.log10(sum);
        }
        return bands;
    }

    /// Makes levels of bands the shape of the spectrum: each against the mean of all, none below the noise.
    private static void shapes(double[][] bands) {
        for (int band = 0; band < BANDS; band++) {
            int one = band;
            double noise = Percentile.of(Arrays.stream(bands).mapToDouble(part -> part[one]), 10) + ABOVE_NOISE_DB;
            Arrays.stream(bands).forEach(part -> part[one] = Math.max(part[one], noise));
        }
        for (double[] part : bands) {
            double mean = Arrays.stream(part).average().orElseThrow();
            Arrays.setAll(part, band -> part[band] - mean);
        }
    }

    private static double distance(double[] one, double[] other) {
        double square = 0;
        for (int band = 0; band < BANDS; band++) {
            square += (one[band] - other[band]) * (one[band] - other[band]);
        }
        return Math.sqrt(square / BANDS);
    }

    /// Bands as wide as the ear takes them for (mel), each a triangle that ends in the middle of the next.
    private static double[][] weights() {
        double[][] weights = new double[BANDS][WINDOW / 2 + 1];
        double width = (mel(HIGHEST_HERTZ) - mel(LOWEST_HERTZ)) / (BANDS + 1);
        for (int band = 0; band < BANDS; band++) {
            double middle = mel(LOWEST_HERTZ) + (band + 1) * width;
            for (int i = 0; i < weights[band].length; i++) {
                weights[band][i] = Math.max(0, 1 - Math.abs(mel((double) i * RATE / WINDOW) - middle) / width);
            }
        }
        return weights;
    }

    private static double mel(double hertz) {
        return 2_595 * Math.log10(1 + hertz / 700);
    }
}
