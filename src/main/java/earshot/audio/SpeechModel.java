package earshot.audio;

import module java.base;

/// What a sound's values say about speech: a logistic regression, fitted to speech of many voices and languages (recorded and made, whole sentences and single
/// letters, also sung, whispered, far, by telephone, clipped, cut and with hum, fan and noise) and to about two hundred kinds of other sounds, recorded and
/// made. What it was fitted with decided which values it has: those without which it took more sounds of kinds that were left out for the wrong one.
final class SpeechModel {
    private static final double BIAS = 9.349;
    private static final List<Term> TERMS = List.of(
        // of level and spectrum, as in SpeechTraits
        new Term(-16.15, 81.5, -0.42, 5.59), new Term(-10.59, 45.91, -1.31, -1.43),
        new Term(-3.215, 13.93, -1.48, 4.04), new Term(-45.39, 10.47, 3.79, -0.44),
        new Term(-1.458, 6.319, -0.73, -5.75), new Term(-0.2122, 0.9757, 2.03, 0.36),
        new Term(-0.2668, 1.156, 0.15, 1.61), new Term(-1.555, 6.736, -4.56, -0.77),
        // of the pitch: held, moves, likeness, its spread, share, time, longest
        new Term(-0.2412, 1.045, -1.74, -3.58), new Term(-0.01843, 0.07984, 0.05, -2.73),
        new Term(-0.2848, 1.234, 0.22, 6.11), new Term(-0.09422, 0.4083, 3.16, -0.58),
        new Term(-0.3, 1.3, 1.98, 0.34), new Term(1.483, 9.552, -4.17, 2.47),
        new Term(-1.257, 5.447, 1.60, -2.15),
        // longest run of voiced frames
        new Term(3.976, 9.126, -0.91, -4.70),
        // mean shape of the spectrum, band by band
        new Term(-19.88, 38.6, 1.88, -2.43), new Term(-12.29, 31.08, 0.93, -1.88),
        new Term(-14.47, 22.77, 0.51, -2.29), new Term(-21.1, 18.67, -2.67, 2.41),
        new Term(-21.75, 14.65, -1.61, 3.26), new Term(-18.71, 14.06, -0.76, 0.05),
        new Term(-18.9, 16.53, 1.72, 2.36), new Term(-19.15, 13.71, 0.40, 0.48),
        new Term(-25.77, 13.17, 2.75, 0.66), new Term(-35.23, 10.87, -3.39, -2.67),
        // its spread
        new Term(-4.148, 17.98, -1.22, -2.16), new Term(-3.483, 15.09, 0.13, -1.08),
        new Term(-3.883, 16.83, 0.55, -3.22), new Term(-4.493, 19.47, 3.09, -1.34),
        new Term(-3.848, 16.67, 1.88, -4.51), new Term(-3.394, 14.71, 2.57, -4.38),
        new Term(-2.881, 12.48, -1.08, 0.83), new Term(-2.602, 11.27, -1.64, -2.21),
        new Term(-3.972, 17.21, 0.06, 1.46), new Term(-4.978, 21.57, 5.37, -0.98));

    private SpeechModel() {}

    /// What a value adds to the likelihood.
    ///
    /// @param low end of the range in which the values of speech lie; what is outside counts as its end
    /// @param slope for the value from -1 to 1 within the range
    /// @param curve for its square
    private record Term(double low, double high, double slope, double curve) {
        double logOdds(double value) {
            double scaled = 2 * (Math.clamp(value, low, high) - low) / (high - low) - 1;
            return slope * scaled + curve * scaled * scaled;
        }
    }

    /// @param values as many as there are terms
    /// @return above 0 it is rather speech
    static double logOdds(double[] values) {
        return BIAS + IntStream.range(0, values.length).mapToDouble(i -> TERMS.get(i).logOdds(values[i])).sum();
    }
}
