package earshot.audio;

import module java.base;

import earshot.data.BoundedMap;

/// A filter of a [Resampler] in polyphase form, which changes the rate by `up / down`.
///
/// All outputs of one phase have the same taps, and their inputs lie `down` samples apart. With the input in [SampleRows], the outputs of a phase are
/// sums of scaled rows, which the JIT compiles to vector instructions; the sum of one output over its taps it would not, because the order of floating-point
/// additions must be kept. Each output adds its taps in the same order wherever a piece ends, so any division into pieces gives the same samples. Ratios of
/// large numbers have runs too short for this, and sum output by output; [ResamplingPlan] avoids them where it can. Holds the state of one stream; not safe
/// for use from several threads at once.
final class PolyphaseFilter {
    /// Of the phases and the rows: with more of them, the runs are so short that loops cost more than vectors save.
    static final int LONGEST_PERIOD = 40;
    /// Inputs of a period, which are several times `down` where that is less: an input stands in as many rows more as the taps have periods.
    private static final int INPUTS_ENOUGH = 10;
    /// Rows take memory; only ratios such as 8 to 1 have more taps than this.
    private static final int MOST_TAPS = 320;
    /// Inputs at a time.
    private static final int BLOCK = 8_192;
    /// Cached filter tables: one of many phases takes milliseconds to compute, and each sentence of a voice needs it.
    private static final int TABLES = 32;
    /// Taps in a table that is kept. Usual rates need less than a fifth of it, a foreign one such as 47 999 Hz millions.
    private static final int LARGEST_KEPT = 1 << 19;
    private static final Map<Shape, float[][]> FILTER_TABLES = Collections.synchronizedMap(BoundedMap.leastRecentlyUsed(TABLES));
    /// Rows that no filter needs at present, for any of the same shape: they are needed for one block, and some hundred kB would be made for each sentence.
    private static final Map<Shape, Queue<SampleRows>> IDLE_ROWS = Collections.synchronizedMap(BoundedMap.leastRecentlyUsed(TABLES));
    /// Of a shape.
    private static final int MAX_IDLE_ROWS = 4;

    /// What the taps depend on.
    ///
    /// @param taps of each output; a multiple of 4
    record Shape(int up, int down, int taps, LowPass lowPass) {
        /// Outputs after which the taps are the same again, with inputs that lie [#inputs] apart.
        int outputs() {
            return up * periods();
        }

        int inputs() {
            return down * periods();
        }

        /// A multiple of the outputs that are summed at once, so that none is left over.
        private int periods() {
            int enough = Math.ceilDiv(INPUTS_ENOUGH, down);
            return enough == 1 ? 1 : Math.ceilDiv(enough, SampleRows.OUTPUTS_AT_ONCE) * SampleRows.OUTPUTS_AT_ONCE;
        }

        /// Inputs by which the outputs that are summed at once lie apart, at most.
        int apart() {
            return (SampleRows.OUTPUTS_AT_ONCE - 1) * down / up + 1;
        }

        /// Zeros before and behind the taps, so that outputs summed at once take the same rows.
        int zeros() {
            return inRows() ? apart() + SampleRows.ROWS_AT_ONCE - 1 : 0;
        }

        private int rows() {
            return inputs() + 2 * apart() + taps + SampleRows.ROWS_AT_ONCE;
        }

        boolean inRows() {
            return up <= LONGEST_PERIOD && down <= LONGEST_PERIOD && taps <= MOST_TAPS;
        }
    }

    private final Shape shape;
    private final int up;
    private final int down;
    private final int taps;
    private final int zeros;
    /// Of a period.
    private final int outputs;
    private final Queue<SampleRows> idleRows;
    /// `phases[p]` is the filter for outputs `p / up` of a sample after an input; newest input last, zeros before and behind.
    private final float[][] phases;
    /// The last `taps - 1` inputs.
    private final float[] history;
    /// Position of the next output after the newest input of the history, in units of `1 / up` of an input sample.
    private int position;

    /// @param delayed whether the filter's delay precedes the first sample in the output
    PolyphaseFilter(Shape shape, boolean delayed) {
        this.shape = shape;
        up = shape.up();
        down = shape.down();
        taps = shape.taps();
        zeros = shape.zeros();
        outputs = shape.outputs();
        idleRows = IDLE_ROWS.computeIfAbsent(shape, _ -> new ArrayBlockingQueue<>(MAX_IDLE_ROWS));
        phases = cachedFilterTable(shape);
        history = new float[taps - 1];
        position = delayed ? 0 : delay() * up;
    }

    /// Delay, in input samples.
    int delay() {
        return taps / 2;
    }

    /// Filters the next samples, which are in the buffers, and leaves the outputs there. Returns how many these are: all that do not depend on later samples.
    int process(int length, ResamplingBuffers buffers) {
        float[] samples = buffers.samples();
        float[] out = buffers.out((int) ((long) length * up / down) + 2);
        int block = length <= BLOCK ? length : Math.ceilDiv(length, Math.ceilDiv(length, BLOCK));
        // the history, the samples, and room for the rest of a period
        float[] input = buffers.block(history.length + block + (shape.inRows() ? shape.inputs() : 0));
        System.arraycopy(history, 0, input, 0, history.length);
        int made = 0;
        for (int at = 0; at < length; at += block) {
            int next = Math.min(block, length - at);
            System.arraycopy(samples, at, input, history.length, next);
            long end = (long) next * up;
            int count = (int) Math.max(0, Math.ceilDiv(end - position, (long) down));
            if (shape.inRows()) {
                byPhase(input, history.length + next, out, made, count);
            } else {
                byOutput(input, out, made, count);
            }
            made += count;
            position = (int) (position + (long) count * down - end);
            System.arraycopy(input, next, input, 0, history.length);
        }
        System.arraycopy(input, 0, history, 0, history.length);
        buffers.swap();
        return made;
    }

    private void byPhase(float[] input, int inputs, float[] out, int start, int count) {
        if (count == 0) {
            return;
        }
        SampleRows samples = Optional.ofNullable(idleRows.poll()).orElseGet(() -> new SampleRows(shape.inputs(), shape.rows()));
        samples.fill(input, position / up, inputs);
        for (int output = 0; output < Math.min(outputs, count); output += SampleRows.OUTPUTS_AT_ONCE) {
            sum(samples, position % up + output * down, SampleRows.worked(Math.ceilDiv(count - output, outputs)));
            for (int i = 0; i < Math.min(SampleRows.OUTPUTS_AT_ONCE, Math.min(outputs, count) - output); i++) {
                samples.write(i, Math.ceilDiv(count - output - i, outputs), out, start + output + i, outputs);
            }
        }
        idleRows.offer(samples);
    }

    /// Sums the output at a position and the two behind it.
    private void sum(SampleRows samples, int at, int columns) {
        float[] first = phases[at % up];
        float[] second = phases[(at + down) % up];
        float[] third = phases[(at + 2 * down) % up];
        int row = at / up;
        int toSecond = (at + down) / up - row;
        int toThird = (at + 2 * down) / up - row;
        samples.begin(columns);
        for (int tap = 0; tap < toThird + taps; tap += SampleRows.ROWS_AT_ONCE) {
            samples.add(row + tap, columns, first, zeros + tap, second, zeros + tap - toSecond, third, zeros + tap - toThird);
        }
    }

    private void byOutput(float[] x, float[] out, int start, int count) {
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
        int zeros = shape.zeros();
        float[][] phases = new float[shape.up()][taps + 2 * zeros];
        double half = taps / 2.0;
        for (int phase = 0; phase < shape.up(); phase++) {
            double sum = 0;
            double[] filter = new double[taps];
            for (int k = 0; k < taps; k++) {
                filter[k] = shape.lowPass().at(k - half + 1 - (double) phase / shape.up());
                sum += filter[k];
            }
            for (int k = 0; k < taps; k++) {
                phases[phase][zeros + k] = (float) (filter[k] / sum);
            }
        }
        return phases;
    }
}
