package earshot.audio;

import module java.base;

/// A block of samples in rows: row `r` has the samples `r`, `r + period`, `r + 2 * period` and so on. Three outputs of a [PolyphaseFilter], together with all
/// those that lie whole periods behind them, are sums of scaled rows.
///
/// Rows are longer than the period is, so a sample stands in several of them; in return every sum takes the same columns of all its rows. Only so the JIT,
/// before Java 26, compiles the innermost loop to vector instructions: then it need not know whether two of the arrays are the same one. Not safe for use
/// from several threads at once.
final class SampleRows {
    /// Outputs and rows that one loop takes: the most for their size that the JIT vectorizes, so that each value it loads is used as often as can be.
    static final int OUTPUTS_AT_ONCE = 3;
    static final int ROWS_AT_ONCE = 4;
    /// Columns of one turn of that loop as the JIT unrolls it, and the most that it takes before, to be aligned. It takes the others one by one.
    private static final int COLUMNS_AT_ONCE = 64;
    private static final int COLUMNS_BEFORE = 16;

    private final int period;
    private final float[][] rows;
    private final float[][] sums = new float[OUTPUTS_AT_ONCE][0];

    /// @param count of the rows
    SampleRows(int period, int count) {
        this.period = period;
        rows = new float[count][0];
    }

    /// The number of columns that is worked on when so many are needed: with a few more the loop is quicker. What they hold is of no meaning.
    static int worked(int columns) {
        return Math.ceilDiv(Math.max(0, columns - COLUMNS_BEFORE), COLUMNS_AT_ONCE) * COLUMNS_AT_ONCE + COLUMNS_BEFORE;
    }

    /// Takes the samples from one place to another, and reads on to the end of the period.
    void fill(float[] samples, int from, int until) {
        int columns = Math.ceilDiv(until - from, period);
        widen(worked(columns));
        for (int row = 0; row < period; row++) {
            spread(samples, from + row, period, rows[row], columns);
        }
        for (int row = period; row < rows.length && row / period < columns; row++) {
            System.arraycopy(rows[row % period], row / period, rows[row], 0, columns - row / period);
        }
    }

    private void widen(int columns) {
        if (sums[0].length < columns) {
            Arrays.setAll(rows, _ -> new float[columns]);
            Arrays.setAll(sums, _ -> new float[columns]);
        }
    }

    private static void spread(float[] samples, int from, int step, float[] row, int columns) {
        for (int i = 0, at = from; i < columns; i++, at += step) {
            row[i] = samples[at];
        }
    }

    /// Begins the sums of the next outputs.
    void begin(int columns) {
        for (float[] sum : sums) {
            Arrays.fill(sum, 0, columns, 0);
        }
    }

    /// Adds four rows to the sums of three outputs, each row times a tap of each output; `a`, `b` and `c` are the places of the first of these taps.
    void add(int row, int columns, float[] first, int a, float[] second, int b, float[] third, int c) {
        add(sums[0], sums[1], sums[2], rows[row], rows[row + 1], rows[row + 2], rows[row + 3], columns, first, a, second, b, third, c);
    }

    /// The innermost loop. All values of the rows are loaded before a sum is stored, because the JIT does not know that none of them changes by it.
    private static void add(float[] sum1, float[] sum2, float[] sum3, float[] row1, float[] row2, float[] row3, float[] row4, int columns,
        float[] first, int a, float[] second, int b, float[] third, int c) {
        float first1 = first[a];
        float first2 = first[a + 1];
        float first3 = first[a + 2];
        float first4 = first[a + 3];
        float second1 = second[b];
        float second2 = second[b + 1];
        float second3 = second[b + 2];
        float second4 = second[b + 3];
        float third1 = third[c];
        float third2 = third[c + 1];
        float third3 = third[c + 2];
        float third4 = third[c + 3];
        for (int i = 0; i < columns; i++) {
            float x1 = row1[i];
            float x2 = row2[i];
            float x3 = row3[i];
            float x4 = row4[i];
            sum1[i] = sum1[i] + first1 * x1 + first2 * x2 + first3 * x3 + first4 * x4;
            sum2[i] = sum2[i] + second1 * x1 + second2 * x2 + second3 * x3 + second4 * x4;
            sum3[i] = sum3[i] + third1 * x1 + third2 * x2 + third3 * x3 + third4 * x4;
        }
    }

    /// Writes the sums of an output to every `step`-th place of an array.
    void write(int output, int columns, float[] to, int from, int step) {
        float[] sum = sums[output];
        for (int i = 0, at = from; i < columns; i++, at += step) {
            to[at] = sum[i];
        }
    }
}
