package earshot.audio;

import module java.base;

/// Levels of the ten bands from 100 Hz to 6.5 kHz that are equally wide to the ear (mel), each a triangle that ends in the middle of the next, of a power
/// spectrum of 512 samples at 16 kHz.
final class MelBands {
    static final int COUNT = 10;

    private static final double HERTZ_A_LINE = 16_000 / 512.0;
    private static final double LOWEST_HERTZ = 100;
    private static final double HIGHEST_HERTZ = 6_500;
    private static final double WIDTH = (mel(HIGHEST_HERTZ) - mel(LOWEST_HERTZ)) / (COUNT + 1);
    private static final Band[] BANDS = IntStream.range(0, COUNT).mapToObj(MelBands::band).toArray(Band[]::new);

    private MelBands() {}

    /// @param first line of the spectrum
    private record Band(int first, double[] weights) {}

    /// dB of each band.
    ///
    /// @param floor power below which none is told from silence
    static double[] levels(double[] power, double floor) {
        double[] levels = new double[COUNT];
        for (int band = 0; band < COUNT; band++) {
            double sum = floor;
            double[] weights = BANDS[band].weights();
            for (int i = 0; i < weights.length; i++) {
                sum += weights[i] * power[BANDS[band].first() + i];
            }
            levels[band] = 10 * Math.log10(sum);
        }
        return levels;
    }

    private static Band band(int band) {
        double middle = mel(LOWEST_HERTZ) + (band + 1) * WIDTH;
        int[] lines = IntStream.rangeClosed(0, 256).filter(line -> weight(line, middle) > 0).toArray();
        return new Band(lines[0], Arrays.stream(lines).mapToDouble(line -> weight(line, middle)).toArray());
    }

    private static double weight(int line, double middle) {
        return 1 - Math.abs(mel(line * HERTZ_A_LINE) - middle) / WIDTH;
    }

    private static double mel(double hertz) {
        return 2_595 * Math.log10(1 + hertz / 700);
    }
}
