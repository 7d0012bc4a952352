package earshot.audio;

/// The impulse response of a low pass filter, as a function of time.
sealed interface LowPass {
    /// @param t in input samples from its middle
    double at(double t);

    /// One that separates what passes from what does not in the narrowest band: flat within 0.04 dB up to 83 % of half the lower rate, 80 dB down from that
    /// half. A window gives both errors the same size and takes a third more taps. This response is a sum of cosines instead, whose weights were found by
    /// linear programming: the least error in the stop band for 0.22 % in the pass band.
    ///
    /// @param lower the lower one of both rates, as a part of the input rate
    record Sharp(double lower) implements LowPass {
        /// Length, in samples of the lower rate.
        static final int LENGTH = 48;
        /// Of the multiples of one oscillation in [#LENGTH].
        private static final double[] WEIGHTS = { 0.9978000 / 2, 1.0021372, 0.9980564, 1.0016349, 0.9987627, 1.0007635, 0.9997448, 0.9997381, 1.0007630,
            0.9987899, 1.0015963, 0.9981139,
            1.0020876, 0.9978144, 1.0021940, 0.9978669, 1.0020336, 0.9980405, 1.0019864, 0.9978080, 0.9971074, 0.7952847, 0.3245194, 0.0400060,
            0.0000036, -0.0000415, 0.0000717, -0.0000647, 0.0000649};

        @Override
        public double at(double t) {
            double u = t * lower;
            if (Math.abs(u) >= LENGTH / 2.0) {
                return 0;
            }
            // Clenshaw's sum: one cosine for all multiples
            double twice = 2 * Math.cos(2 * Math.PI * u / LENGTH);
            double next = 0;
            double afterNext = 0;
            for (int k = WEIGHTS.length - 1; k > 0; k--) {
                double now = WEIGHTS[k] + twice * next - afterNext;
                afterNext = next;
                next = now;
            }
            return WEIGHTS[0] + twice / 2 * next - afterNext;
        }
    }

    /// One with much room between the bands: a sinc in Kaiser's window.
    ///
    /// @param cutoff frequency of half power, as a part of half the input rate
    /// @param half length of one side, in input samples
    record Wide(double cutoff, double half) implements LowPass {
        /// For 80 dB.
        private static final double BETA = 8.1;

        @Override
        public double at(double t) {
            double x = Math.PI * cutoff * t;
            double edge = t / half;
            return Math.abs(edge) > 1 ? 0 : (x == 0 ? 1 : Math.sin(x) / x) * bessel(BETA * Math.sqrt(1 - edge * edge));
        }

        /// The modified Bessel function of the first kind, order 0.
        private static double bessel(double x) {
            double sum = 1;
            double term = 1;
            for (int k = 1; term > sum * 1e-12; k++) {
                double half = x / (2 * k);
                term *= half * half;
                sum += term;
            }
            return sum;
        }
    }
}
