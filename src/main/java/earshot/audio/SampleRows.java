package earshot.audio;

/// A block of samples in rows: sample `n` lies in row `n % modulus`, column `n / modulus`, so that samples `modulus` apart are neighbors. Sums of scaled parts
/// of rows are what a [PolyphaseFilter] computes.
///
/// Rows and sums lie in one array at distances that are constants. Only so the JIT knows, before Java 26, that no sum overwrites a sample, and compiles the
/// innermost loop to vector instructions without converting whole numbers. Not safe for use from several threads at once.
final class SampleRows {
    /// Of a block, so that all of it stays in a near cache.
    static final int COLUMNS = 384;
    /// Taps added at a time, from neighboring rows. The JIT does not vectorize a loop with more.
    static final int TAPS_AT_ONCE = 4;
    private static final int ROWS_AT_ONCE = 4;
    /// Columns beside those of a block, for the samples before it.
    static final int MORE_COLUMNS = 64;
    private static final int SUMS = COLUMNS + MORE_COLUMNS;
    private static final int STRIDE = 2 * SUMS;
    /// Rows of which only the sums are used, so that there is something before the first ones.
    private static final int BEFORE = TAPS_AT_ONCE;
    /// With fewer rows all of them stand there twice, so that sums move less often from the last to the first.
    private static final int ROWS_ENOUGH = 7;

    private final int modulus;
    /// Rows after which sums continue at the first, one column on for each time that all rows stand there.
    private final int rows;
    private final float[] memory;

    /// @param modulus at least 4
    SampleRows(int modulus) {
        this.modulus = modulus;
        rows = modulus < ROWS_ENOUGH ? 2 * modulus : modulus;
        memory = new float[(BEFORE + rows + TAPS_AT_ONCE - 1) * STRIDE];
    }

    /// Takes the samples of a block and those before it.
    void fill(float[] samples, int length) {
        int columns = length / modulus;
        for (int row = 0; row < modulus; row += ROWS_AT_ONCE) {
            int first = Math.min(row, modulus - ROWS_AT_ONCE);
            fourRows(samples, first, start(first), columns);
        }
        for (int from = columns * modulus; from < length; from++) {
            memory[start(from - columns * modulus) + columns] = samples[from];
        }
        // the first rows again behind the last, one column on, so that neighboring rows need no wrapping
        for (int row = modulus; row < rows + TAPS_AT_ONCE - 1; row++) {
            System.arraycopy(memory, start(row - modulus) + 1, memory, start(row), columns);
        }
    }

    private void fourRows(float[] samples, int from, int to, int columns) {
        float[] m = memory;
        int at = from;
        for (int i = to; i < to + columns; i++) {
            m[i] = samples[at];
            m[i + STRIDE] = samples[at + 1];
            m[i + 2 * STRIDE] = samples[at + 2];
            m[i + 3 * STRIDE] = samples[at + 3];
            at += modulus;
        }
    }

    /// Writes `run` sums to every `step`-th place of an array. Sum `i` is that of the samples from `first + i * modulus` on, each times its tap.
    void sums(int first, int run, float[] taps, float[] to, int at, int step) {
        int row = first % modulus;
        int column = first / modulus;
        int sum = start(row) + column;
        begin(memory, sum, sum + run, taps);
        for (int tap = TAPS_AT_ONCE; tap < taps.length; tap += TAPS_AT_ONCE) {
            row += TAPS_AT_ONCE;
            int next = sum + TAPS_AT_ONCE * STRIDE;
            if (row >= rows) {
                row -= rows;
                column += rows / modulus;
                next = start(row) + column;
                System.arraycopy(memory, sum + SUMS, memory, next + SUMS - TAPS_AT_ONCE * STRIDE, run);
            }
            sum = next;
            add(memory, sum, sum + run, taps, tap);
        }
        for (int from = sum + SUMS, end = from + run, i = at; from < end; from++, i += step) {
            to[i] = memory[from];
        }
    }

    private static int start(int row) {
        return (BEFORE + row) * STRIDE;
    }

    private static void begin(float[] m, int from, int until, float[] taps) {
        float a = taps[0];
        float b = taps[1];
        float c = taps[2];
        float d = taps[3];
        for (int i = from; i < until; i++) {
            m[i + SUMS] = a * m[i] + b * m[i + STRIDE] + c * m[i + 2 * STRIDE] + d * m[i + 3 * STRIDE];
        }
    }

    /// The innermost loop.
    private static void add(float[] m, int from, int until, float[] taps, int tap) {
        float a = taps[tap];
        float b = taps[tap + 1];
        float c = taps[tap + 2];
        float d = taps[tap + 3];
        for (int i = from; i < until; i++) {
            m[i + SUMS] = m[i + SUMS - TAPS_AT_ONCE * STRIDE] + a * m[i] + b * m[i + STRIDE] + c * m[i + 2 * STRIDE] + d * m[i + 3 * STRIDE];
        }
    }
}
