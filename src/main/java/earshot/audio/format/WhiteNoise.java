package earshot.audio.format;

/// Recognises what is left when bytes are played that are no samples, such as compressed sound, samples of another width, or samples shifted by a byte:
/// noise at full level in which no sample depends on those before it. Recorded or synthesised sound is never both.
final class WhiteNoise {
    private static final int BLOCK = 512;
    private static final int LAGS = 3;
    /// Of the mean square: 8 dB below a square wave of full level. Evenly distributed samples are 5 dB below it.
    private static final double LOUD = 32_768.0 * 32_768.0 * 0.158;
    /// Of the correlation with an earlier sample: over four deviations of that of noise in a block.
    private static final double INDEPENDENT = 0.2;

    private WhiteNoise() {}

    /// Whether a block of the samples is noise at full level. Fewer than a block are not judged.
    static boolean in(short[] pcm) {
        for (int from = 0; from + BLOCK <= pcm.length; from += BLOCK) {
            if (isNoise(pcm, from)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNoise(short[] pcm, int from) {
        double square = 0;
        for (int i = from; i < from + BLOCK; i++) {
            square += pcm[i] * pcm[i];
        }
        if (square < LOUD * BLOCK) {
            return false;
        }
        for (int lag = 1; lag <= LAGS; lag++) {
            double product = 0;
            for (int i = from + lag; i < from + BLOCK; i++) {
                product += pcm[i] * pcm[i - lag];
            }
            if (Math.abs(product) > INDEPENDENT * square) {
                return false;
            }
        }
        return true;
    }
}
