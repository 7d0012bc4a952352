package earshot.audio;

import module java.base;

import earshot.data.BoundedMap;

/// A filter of a [Resampler] in polyphase form, which changes the rate by `up / down`.
///
/// All outputs of one phase have the same taps, and their inputs lie `down` samples apart. With the input split into `down` series, the
/// outputs of a phase are sums of scaled contiguous runs, which the JIT compiles to vector instructions; the sum of one output over its
/// taps it would not, because the order of floating-point additions must be kept. Each output adds its taps in the same order wherever
/// a piece ends, so any division into pieces gives the same samples. Ratios of large numbers have runs too short for this, and sum output
/// by output; [ResamplingPlan] avoids them where it can. Holds the state of one stream; not safe for use from several threads at once.
final class PolyphaseFilter {
    /// Of the phases and the series: with more of them, the runs are so short that loops cost more than vectors save.
    static final int LONGEST_PERIOD = 21;
    /// Taps added at a time, so that the sums are loaded and stored once for all of them. The JIT does not vectorise a loop with eight.
    private static final int UNROLLED = 4;
    /// Inputs at a time, so that all of it stays in the nearest cache.
    private static final int BLOCK = 4_096;
    /// Cached filter tables: one of many phases takes milliseconds to compute, and each sentence of a voice needs it.
    private static final int TABLES = 32;
    /// Taps in a table that is kept. Usual rates need less than a fifth of it, a foreign one such as 47 999 Hz millions.
    private static final int LARGEST_KEPT = 1 << 19;
    private static final Map<Shape, float[][]> FILTER_TABLES = Collections.synchronizedMap(BoundedMap.leastRecentlyUsed(TABLES));

    /// What the taps depend on.
    ///
    /// @param taps of each output; a multiple of 4
    record Shape(int up, int down, int taps, LowPass lowPass) {}

    private final int up;
    private final int down;
    private final int taps;
    private final boolean periodic;
    /// `phases[p]` is the filter for outputs `p / up` of a sample after an input; newest input last.
    private final float[][] phases;
    /// The last `taps - 1` inputs, then those of the current block.
    private final int[] input;
    private int[] series = new int[0];
    private float[] sums = new float[0];
    private float[] out = new float[0];
    /// Position of the next output after the newest input of the history, in units of `1 / up` of an input sample.
    private int position;

    /// @param delayed whether the filter's delay precedes the first sample in the output
    PolyphaseFilter(Shape shape, boolean delayed) {
        up = shape.up();
        down = shape.down();
        taps = shape.taps();
        periodic = up <= LONGEST_PERIOD && down <= LONGEST_PERIOD;
        phases = cachedFilterTable(shape);
        input = new int[taps - 1 + BLOCK];
        position = delayed ? 0 : delay() * up;
    }

    /// Delay, in input samples.
    int delay() {
        return taps / 2;
    }

    /// Filters the next samples into [#output] and returns how many outputs there are: all that do not depend on later samples.
    int process(int[] samples, int length) {
        int most = (int) ((long) length * up / down) + 2;
        // kept for the next piece, because memory that was just used is quicker than fresh one
        out = out.length >= most ? out : new float[most];
        int made = 0;
        for (int at = 0; at < length; at += BLOCK) {
            int block = Math.min(BLOCK, length - at);
            System.arraycopy(samples, at, input, taps - 1, block);
            long end = (long) block * up;
            int count = (int) Math.max(0, Math.ceilDiv(end - position, (long) down));
            if (periodic) {
                byPhase(out, made, count, taps - 1 + block);
            } else {
                byOutput(out, made, count, taps - 1 + block);
            }
            made += count;
            position = (int) (position + (long) count * down - end);
            System.arraycopy(input, block, input, 0, taps - 1);
        }
        return made;
    }

    /// The outputs of the last call of [#process]; the next one overwrites them.
    float[] output() {
        return out;
    }

    private void byPhase(float[] out, int start, int count, int inputs) {
        int stride = inputs / down + 1;
        int[] split = split(inputs, stride);
        int longest = Math.ceilDiv(count, up);
        sums = sums.length >= longest ? sums : new float[longest];
        for (int first = 0; first < Math.min(up, count); first++) {
            int at = position + first * down;
            int run = Math.ceilDiv(count - first, up);
            Arrays.fill(sums, 0, run, 0);
            addTaps(split, stride, at / up, phases[at % up], run);
            for (int i = 0, to = start + first; i < run; i++, to += up) {
                out[to] = sums[i];
            }
        }
    }

    /// Sample `n` of the input becomes sample `n / down` of series `n % down`.
    private int[] split(int inputs, int stride) {
        if (down == 1) {
            return input;
        }
        series = series.length >= down * stride ? series : new int[down * stride];
        for (int one = 0; one < down; one++) {
            for (int from = one, to = one * stride; from < inputs; from += down, to++) {
                series[to] = input[from];
            }
        }
        return series;
    }

    private void addTaps(int[] from, int stride, int first, float[] h, int run) {
        for (int tap = 0; tap < taps; tap += UNROLLED) {
            int at = first + tap;
            add(sums, run, from, at(at, stride), at(at + 1, stride), at(at + 2, stride), at(at + 3, stride), h, tap);
        }
    }

    private int at(int sample, int stride) {
        return sample % down * stride + sample / down;
    }

    /// The innermost loop. Inputs are whole numbers, because only then the JIT knows, by their type, that none of them is written.
    private static void add(float[] sums, int run, int[] x, int a, int b, int c, int d, float[] h, int tap) {
        float ha = h[tap];
        float hb = h[tap + 1];
        float hc = h[tap + 2];
        float hd = h[tap + 3];
        for (int i = 0; i < run; i++) {
            sums[i] = sums[i] + ha * x[a + i] + hb * x[b + i] + hc * x[c + i] + hd * x[d + i];
        }
    }

    private void byOutput(float[] out, int start, int count, int inputs) {
        sums = sums.length >= inputs ? sums : new float[inputs];
        float[] x = sums;
        for (int i = 0; i < inputs; i++) {
            x[i] = input[i];
        }
        long at = position;
        for (int i = 0; i < count; i++, at += down) {
            float[] filter = phases[(int) (at % up)];
            int first = (int) (at / up);
            float a = 0;
            float b = 0;
            float c = 0;
            float d = 0;
            for (int k = 0; k < taps; k += 4) { // four sums, because the additions of a single one would depend on each other
                a += filter[k] * x[first + k];
                b += filter[k + 1] * x[first + k + 1];
                c += filter[k + 2] * x[first + k + 2];
                d += filter[k + 3] * x[first + k + 3];
            }
            out[start + i] = a + b + c + d;
        }
    }

    /// The table of a shape, used by all streams and never changed once computed.
    private static float[][] cachedFilterTable(Shape shape) {
        float[][] table = FILTER_TABLES.get(shape);
        if (table == null) {
            table = filterTable(shape);
            if ((long) shape.up() * shape.taps() <= LARGEST_KEPT) {
                FILTER_TABLES.put(shape, table);
            }
        }
        return table;
    }

    private static float[][] filterTable(Shape shape) {
        int taps = shape.taps();
        float[][] phases = new float[shape.up()][taps];
        double half = taps / 2.0;
        for (int phase = 0; phase < shape.up(); phase++) {
            double sum = 0;
            double[] filter = new double[taps];
            for (int k = 0; k < taps; k++) {
                filter[k] = shape.lowPass().at(k - half + 1 - (double) phase / shape.up());
                sum += filter[k];
            }
            for (int k = 0; k < taps; k++) {
                phases[phase][k] = (float) (filter[k] / sum);
            }
        }
        return phases;
    }
}
