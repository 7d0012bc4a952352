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

    private final int from;
    private final int to;
    private final PolyphaseFilter[] filters;
    private final int delay;

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
        return process(pcm, 0, length);
    }

    /// Resamples so many samples from an index on.
    short[] process(short[] pcm, int start, int length) {
        if (from == to) {
            return Arrays.copyOfRange(pcm, start, start + length);
        }
        ResamplingBuffers buffers = ResamplingBuffers.take();
        short[] out = new short[filter(pcm, start, length, buffers)];
        round(buffers.samples(), out.length, out, 0);
        buffers.giveBack();
        return out;
    }

    /// Resamples so many samples from an index on into an array, as far as there is room behind an index, and returns how many came out.
    int process(short[] pcm, int start, int length, short[] out, int at) {
        if (from == to) {
            System.arraycopy(pcm, start, out, at, length);
            return length;
        }
        ResamplingBuffers buffers = ResamplingBuffers.take();
        int count = Math.min(filter(pcm, start, length, buffers), out.length - at);
        round(buffers.samples(), count, out, at);
        buffers.giveBack();
        return count;
    }

    /// Leaves the output in the buffers and returns how many samples it has.
    private int filter(short[] pcm, int start, int length, ResamplingBuffers buffers) {
        float[] samples = buffers.begin(length);
        for (int i = 0; i < length; i++) {
            samples[i] = pcm[start + i];
        }
        int count = length;
        for (PolyphaseFilter filter : filters) {
            count = filter.process(count, buffers);
        }
        return count;
    }

    private static void round(float[] in, int count, short[] out, int at) {
        for (int i = 0; i < count; i++) {
            // cut before it is rounded, because this the JIT compiles to vector instructions
            out[at + i] = (short) ((int) (Math.max(Short.MIN_VALUE, Math.min(in[i], Short.MAX_VALUE)) + (SHIFT + 0.5f)) - SHIFT);
        }
    }
}
