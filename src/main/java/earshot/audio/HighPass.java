package earshot.audio;

/// What of a sound lies above a frequency: it falls by 24 dB an octave below it (Butterworth, fourth order).
final class HighPass {
    /// Of both halves of a Butterworth filter of the fourth order.
    private static final double[] QUALITIES = {0.541_196, 1.306_563};

    private HighPass() {}

    /// @param hertz below half the rate, else nothing is left
    static short[] filtered(PcmAudio audio, int hertz) {
        short[] out = new short[audio.pcm().length];
        if (2 * hertz >= audio.rate()) {
            return out;
        }
        double[] samples = new double[out.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = audio.pcm()[i];
        }
        for (double quality : QUALITIES) {
            filter(samples, 2 * Math.PI * hertz / audio.rate(), quality);
        }
        for (int i = 0; i < out.length; i++) {
            out[i] = (short) Math.clamp(Math.round(samples[i]), Short.MIN_VALUE, Short.MAX_VALUE);
        }
        return out;
    }

    /// One half, in place.
    ///
    /// @param turn of the frequency in one sample, radians
    private static void filter(double[] samples, double turn, double quality) {
        double cosine = Math.cos(turn);
        double damping = Math.sin(turn) / (2 * quality);
        double gain = (1 + cosine) / 2 / (1 + damping);
        double once = -2 * cosine / (1 + damping);
        double twice = (1 - damping) / (1 + damping);
        double in1 = 0;
        double in2 = 0;
        double out1 = 0;
        double out2 = 0;
        for (int i = 0; i < samples.length; i++) {
            double in = samples[i];
            double out = gain * (in - 2 * in1 + in2) - once * out1 - twice * out2;
            in2 = in1;
            in1 = in;
            out2 = out1;
            out1 = out;
            samples[i] = out;
        }
    }
}
