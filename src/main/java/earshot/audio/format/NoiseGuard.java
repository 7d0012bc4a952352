package earshot.audio.format;

import module java.base;

import earshot.problem.ProblemReason;

/// Refuses what is left when bytes are played that are not samples, such as compressed sound, samples of another width, or samples shifted by a byte: noise
/// at full level in which no sample depends on those before it. Recorded or synthesized sound is never both. Samples of one
/// byte ([NarrowSamples]) are refused by their name. Holds the state of one stream.
final class NoiseGuard {
    private static final int BLOCK = 512;
    /// Fewer samples are not judged: they are a click.
    private static final int LEAST = 96;
    private static final int LAGS = 3;
    private static final int MOST_STEP = 3;
    /// Of the mean square: 8 dB below a square wave of full level. Evenly distributed samples are 5 dB below it.
    private static final double LOUD = 32_768.0 * 32_768.0 * 0.158;
    /// Of the correlation with an earlier sample: over four deviations of that of noise in a block, and over two of that of every third sample.
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
        Optional<String> narrow = NarrowSamples.nameOf(pcm, from, until);
        if (narrow.isPresent()) {
            throw new UnusableAudioException(ProblemReason.AUDIO_NARROW, narrow.get());
        }
        if (square(pcm, from, until) < LOUD * (until - from)) {
            return;
        }
        for (int step = 1; step <= MOST_STEP; step++) {
            for (int first = 0; first < step; first++) {
                if (independent(pcm, from + first, until, step)) {
                    throw new UnusableAudioException(ProblemReason.AUDIO_NOISE);
                }
            }
        }
    }

    /// Whether every so many sample is loud and depends on none before it. Of wider samples each second or third is, when they are taken for those of 16 bits.
    private static boolean independent(short[] pcm, int from, int until, int step) {
        double square = 0;
        for (int i = from; i < until; i += step) {
            square += pcm[i] * pcm[i];
        }
        boolean noise = square >= LOUD * ((until - from) / step);
        for (int lag = 1; noise && lag <= LAGS * step; lag++) {
            double product = 0;
            double other = 0;
            for (int i = from + (lag + step - 1) / step * step; i < until; i += step) {
                product += pcm[i] * pcm[i - lag];
                other += pcm[i - lag] * pcm[i - lag];
            }
            noise = Math.abs(product) <= INDEPENDENT * Math.sqrt(square * other);
        }
        return noise;
    }

    private static double square(short[] pcm, int from, int until) {
        double square = 0;
        for (int i = from; i < until; i++) {
            square += pcm[i] * pcm[i];
        }
        return square;
    }
}
