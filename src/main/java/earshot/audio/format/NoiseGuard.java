package earshot.audio.format;

import module java.base;

import earshot.problem.ProblemReason;

/// Refuses what is left when bytes are played that are no samples, such as compressed sound, samples of another width, or samples shifted by a byte: noise
/// at full level in which no sample depends on those before it. Recorded or synthesised sound is never both. Holds the state of one stream.
final class NoiseGuard {
    private static final int BLOCK = 512;
    /// Fewer samples are not judged: they are a click.
    private static final int LEAST = 96;
    private static final int LAGS = 3;
    /// Of the mean square: 8 dB below a square wave of full level. Evenly distributed samples are 5 dB below it.
    private static final double LOUD = 32_768.0 * 32_768.0 * 0.158;
    /// Of the correlation with an earlier sample: over four deviations of that of noise in a block.
    private static final double INDEPENDENT = 0.2;

    /// Loud samples that are too few to be judged yet.
    private short[] kept = new short[0];

    /// Returns the samples that may be heard: all, except for a few loud ones at the end, which come with the next.
    short[] pass(short[] pcm) throws UnusableAudioException {
        short[] all = Arrays.copyOf(kept, kept.length + pcm.length);
        System.arraycopy(pcm, 0, all, kept.length, pcm.length);
        int from = 0;
        for (; from + BLOCK <= all.length; from += BLOCK) {
            judge(all, from, from + BLOCK);
        }
        boolean loud = square(all, from, all.length) >= LOUD * (all.length - from);
        int heard = loud ? from : all.length;
        kept = Arrays.copyOfRange(all, heard, all.length);
        return heard == pcm.length && heard == all.length ? pcm : Arrays.copyOf(all, heard);
    }

    /// No more samples come: returns those that were kept.
    short[] rest() throws UnusableAudioException {
        short[] rest = kept;
        kept = new short[0];
        if (rest.length >= LEAST) {
            judge(rest, 0, rest.length);
        }
        return rest;
    }

    private static void judge(short[] pcm, int from, int until) throws UnusableAudioException {
        double square = square(pcm, from, until);
        boolean noise = square >= LOUD * (until - from);
        for (int lag = 1; noise && lag <= LAGS; lag++) {
            double product = 0;
            for (int i = from + lag; i < until; i++) {
                product += pcm[i] * pcm[i - lag];
            }
            noise = Math.abs(product) <= INDEPENDENT * square;
        }
        if (noise) {
            throw new UnusableAudioException(ProblemReason.AUDIO_NOISE);
        }
    }

    private static double square(short[] pcm, int from, int until) {
        double square = 0;
        for (int i = from; i < until; i++) {
            square += pcm[i] * pcm[i];
        }
        return square;
    }
}
