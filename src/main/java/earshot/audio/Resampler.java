package earshot.audio;

import module java.base;

import earshot.audio.PolyphaseFilter.Shape;

/// Changes the sample rate of a mono stream by any ratio of whole numbers.
///
/// Its pass band is flat to 84 % of half the lower rate, and it blocks everything above that half by 80 dB. Equal rates are
/// passed on as they are. Holds the state of one stream; not safe for use from several threads at once.
public final class Resampler {
    /// Of one output, at the lower rate.
    private static final int TAPS = 64;
    private static final double HALF_POWER = 0.92;
    private static final double KAISER_BETA = 7.9;
    /// Makes every sample positive, so that cutting off its fraction rounds it.
    private static final int SHIFT = 1 << 16;

    private final int from;
    private final int to;
    private final PolyphaseFilter filter;

    /// From one rate to another, in Hz.
    public Resampler(int from, int to) {
        this(from, to, true);
    }

    private Resampler(int from, int to, boolean delayed) {
        if (from <= 0 || to <= 0) {
            throw new IllegalArgumentException("no rates: " + from + " and " + to + " Hz");
        }
        this.from = from;
        this.to = to;
        filter = new PolyphaseFilter(shape(from, to), delayed);
    }

    /// Resamples complete audio, without delay: `n` samples become `n * to / from`, rounded up.
    public static short[] resample(short[] pcm, int from, int to) {
        if (from == to) {
            return pcm;
        }
        Resampler resampler = undelayed(from, to);
        int length = Math.toIntExact(((long) pcm.length * to + from - 1) / from);
        short[] all = resampler.process(Arrays.copyOf(pcm, pcm.length + resampler.delay()));
        return Arrays.copyOf(all, length);
    }

    /// A resampler whose first output is the first sample instead of the filter's delay. Its last samples come out when [#delay] samples
    /// of silence are put in at the end.
    static Resampler undelayed(int from, int to) {
        return new Resampler(from, to, false);
    }

    /// Delay of the filter, in input samples.
    public int delay() {
        return filter.delay();
    }

    /// Resamples the next samples and returns `n * to / from` of them, exactly when that is a whole number. Equal rates return the same array.
    public short[] process(short[] pcm) {
        return from == to ? pcm : process(pcm, pcm.length);
    }

    short[] process(short[] pcm, int length) {
        if (from == to) {
            return Arrays.copyOf(pcm, length);
        }
        int[] samples = new int[length];
        for (int i = 0; i < length; i++) {
            samples[i] = pcm[i];
        }
        float[] filtered = filter.process(samples, length);
        short[] out = new short[filtered.length];
        for (int i = 0; i < out.length; i++) {
            int rounded = (int) (filtered[i] + (SHIFT + 0.5f)) - SHIFT;
            out[i] = (short) Math.max(Short.MIN_VALUE, Math.min(rounded, Short.MAX_VALUE));
        }
        return out;
    }

    private static Shape shape(int from, int to) {
        int common = gcd(from, to);
        double ratio = Math.min(1, (double) to / from);
        return new Shape(to / common, from / common, 8 * (int) Math.round(TAPS / ratio / 8), HALF_POWER * ratio, KAISER_BETA);
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
