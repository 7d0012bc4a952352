package earshot.audio;

/// The power of a sound at the frequencies from 0 to half the rate: a fast Fourier transform (Cooley and Tukey, radix 2) of a window of Hann. Not safe for use
/// from several threads at once.
final class PowerSpectrum {
    private final int size;
    private final double[] window;
    private final double[] cosines;
    private final double[] sines;
    private final double[] real;
    private final double[] imaginary;

    /// @param size samples of a window, a power of two
    PowerSpectrum(int size) {
        this.size = size;
        window = new double[size];
        cosines = new double[size / 2];
        sines = new double[size / 2];
        real = new double[size];
        imaginary = new double[size];
        for (int i = 0; i < size; i++) {
            window[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / (size - 1));
        }
        for (int i = 0; i < size / 2; i++) {
            cosines[i] = Math.cos(2 * Math.PI * i / size);
            sines[i] = -Math.sin(2 * Math.PI * i / size);
        }
    }

    /// Of the samples from an index on: for each frequency, half the size and one.
    double[] of(short[] pcm, int from) {
        int bits = Integer.numberOfTrailingZeros(size);
        for (int i = 0; i < size; i++) {
            int at = Integer.reverse(i) >>> Integer.SIZE - bits;
            real[at] = pcm[from + i] * window[i];
            imaginary[at] = 0;
        }
        for (int half = 1; half < size; half *= 2) {
            for (int at = 0; at < size; at += 2 * half) {
                combine(at, half);
            }
        }
        double[] power = new double[size / 2 + 1];
        for (int i = 0; i < power.length; i++) {
            power[i] = real[i] * real[i] + imaginary[i] * imaginary[i];
        }
        return power;
    }

    /// Two transforms of one half each to one of the whole.
    private void combine(int at, int half) {
        int step = size / (2 * half);
        for (int i = 0; i < half; i++) {
            int one = at + i;
            int other = one + half;
            double re = real[other] * cosines[i * step] - imaginary[other] * sines[i * step];
            double im = real[other] * sines[i * step] + imaginary[other] * cosines[i * step];
            real[other] = real[one] - re;
            imaginary[other] = imaginary[one] - im;
            real[one] += re;
            imaginary[one] += im;
        }
    }
}
