package earshot.audio;

import module java.base;

import earshot.audio.PolyphaseFilter.Shape;

/// Changes the sample rate of a mono stream by any ratio of whole numbers.
///
/// Its pass band is flat (0.04 dB) to 83 % of half the lower rate, and it blocks everything above that half by 80 dB. Equal rates are
/// passed on as they are. Which filters it takes is a [ResamplingPlan]. Holds the state of one stream; not safe for use from several threads at once.
public final class Resampler {
    /// Makes every sample positive, so that cutting off its fraction rounds it.
    private static final int SHIFT = 1 << 16;
    /// Of samples between two filters, so that rounding them to whole numbers costs nothing.
    private static final int FINER = 32;
    /// Where a float has no fraction left, so that adding it rounds.
    private static final int ROUNDING = 1 << 23;

    private final int from;
    private final int to;
    private final PolyphaseFilter[] filters;
    private final int delay;
    private int[] samples = new int[0];

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
        List<Shape> stages = from == to ? List.of() : ResamplingPlan.stages(from, to);
        filters = new PolyphaseFilter[stages.size()];
        double rate = from;
        double all = 0;
        for (int i = 0; i < filters.length; i++) {
            filters[i] = new PolyphaseFilter(stages.get(i), delayed);
            all += filters[i].delay() * from / rate;
            rate = rate * stages.get(i).up() / stages.get(i).down();
        }
        delay = (int) Math.ceil(all) + filters.length - 1;
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

    /// Delay of the filters, in input samples; rounded up where there are several.
    public int delay() {
        return delay;
    }

    /// Resamples the next samples and returns `n * to / from` of them, exactly when that is a whole number. Equal rates return the same array.
    public short[] process(short[] pcm) {
        return from == to ? pcm : process(pcm, pcm.length);
    }

    short[] process(short[] pcm, int length) {
        if (from == to) {
            return Arrays.copyOf(pcm, length);
        }
        int[] in = room(length);
        for (int i = 0; i < length; i++) {
            in[i] = pcm[i];
        }
        int count = filters[0].process(in, length);
        for (int i = 1; i < filters.length; i++) {
            count = filters[i].process(finer(filters[i - 1].output(), count, i == 1 ? FINER : 1), count);
        }
        return rounded(filters[filters.length - 1].output(), count, filters.length == 1 ? 1 : 1f / FINER);
    }

    private int[] room(int length) {
        samples = samples.length >= length ? samples : new int[length];
        return samples;
    }

    private int[] finer(float[] filtered, int count, int scale) {
        int[] in = room(count);
        for (int i = 0; i < count; i++) {
            in[i] = (int) (filtered[i] * scale + ROUNDING) - ROUNDING;
        }
        return in;
    }

    private static short[] rounded(float[] filtered, int count, float scale) {
        short[] out = new short[count];
        for (int i = 0; i < out.length; i++) {
            int rounded = (int) (filtered[i] * scale + (SHIFT + 0.5f)) - SHIFT;
            out[i] = (short) Math.max(Short.MIN_VALUE, Math.min(rounded, Short.MAX_VALUE));
        }
        return out;
    }
}
