package earshot.bench;

import module java.base;

import earshot.data.BoundedMap;

/// The resampler that [earshot.audio.Resampler] is measured against: one filter of the same bands, summed output by output.
final class DirectResampler {
    private static final int ZERO_CROSSINGS = 32;
    private static final double HALF_POWER = 0.925;
    private static final double KAISER_BETA = 8;
    /// Cached filter tables: one of an unusual ratio (22 050 to 24 000 Hz) takes milliseconds to compute, and each sentence of a
    /// voice needs it.
    private static final int TABLES = 16;
    private static final Map<Ratio, float[][]> FILTER_TABLES = Collections.synchronizedMap(BoundedMap.leastRecentlyUsed(TABLES));

    private final int up;
    private final int down;
    private final int taps;
    /// `phases[p]` is the filter for outputs `p / up` of a sample after an input; newest input last.
    private final float[][] phases;
    private float[] history;
    /// Position of the next output after the newest input of the history, in units of `1 / up` of an input sample.
    private int position;

    DirectResampler(int from, int to) {
        if (from <= 0 || to <= 0) {
            throw new IllegalArgumentException("no rates: " + from + " and " + to + " Hz");
        }
        int common = gcd(from, to);
        up = to / common;
        down = from / common;
        double cutoff = HALF_POWER * Math.min(1, (double) to / from);
        taps = 4 * (int) Math.ceil(ZERO_CROSSINGS / cutoff / 2);
        phases = cachedFilterTable(new Ratio(up, down), taps, cutoff);
        history = new float[taps - 1];
    }

    short[] process(short[] pcm) {
        int length = pcm.length;
        int kept = taps - 1;
        float[] input = history.length >= kept + length ? history : Arrays.copyOf(history, kept + length);
        history = input;
        for (int i = 0; i < length; i++) {
            input[kept + i] = pcm[i];
        }
        long end = (long) length * up;
        int count = (int) ((end - position + down - 1) / down);
        short[] out = new short[Math.max(0, count)];
        long at = position;
        for (int i = 0; i < out.length; i++, at += down) {
            float[] filter = phases[(int) (at % up)];
            int first = (int) (at / up);
            float a = 0;
            float b = 0;
            float c = 0;
            float d = 0;
            for (int k = 0; k < taps; k += 4) { // four sums, because the additions of a single one would depend on each other
                a += filter[k] * input[first + k];
                b += filter[k + 1] * input[first + k + 1];
                c += filter[k + 2] * input[first + k + 2];
                d += filter[k + 3] * input[first + k + 3];
            }
            out[i] = (short) Math.clamp(Math.round(a + b + c + d), Short.MIN_VALUE, Short.MAX_VALUE);
        }
        position = (int) (at - end);
        System.arraycopy(input, length, input, 0, kept);
        return out;
    }

    private record Ratio(int up, int down) {}

    /// The table of a ratio, shared by all streams and never changed once computed.
    private static float[][] cachedFilterTable(Ratio ratio, int taps, double cutoff) {
        float[][] table = FILTER_TABLES.get(ratio);
        if (table == null) {
            table = filterTable(ratio.up(), taps, cutoff);
            FILTER_TABLES.put(ratio, table);
        }
        return table;
    }

    private static float[][] filterTable(int up, int taps, double cutoff) {
        float[][] phases = new float[up][taps];
        double half = taps / 2.0;
        for (int phase = 0; phase < up; phase++) {
            double sum = 0;
            double[] filter = new double[taps];
            for (int k = 0; k < taps; k++) {
                double t = k - half + 1 - (double) phase / up;
                double x = Math.PI * cutoff * t;
                double sinc = x == 0 ? 1 : Math.sin(x) / x;
                double edge = t / half;
                filter[k] = Math.abs(edge) > 1 ? 0 : sinc * bessel(KAISER_BETA * Math.sqrt(1 - edge * edge));
                sum += filter[k];
            }
            for (int k = 0; k < taps; k++) {
                phases[phase][k] = (float) (filter[k] / sum);
            }
        }
        return phases;
    }

    /// The modified Bessel function of the first kind, order 0.
    private static double bessel(double x) {
        double sum = 1;
        double term = 1;
        for (int k = 1; term > sum * 1e-12; k++) {
            double half = x / (2 * k);
            term *= half * half;
            sum += term;
        }
        return sum;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
