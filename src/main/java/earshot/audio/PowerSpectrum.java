package earshot.audio;

/// The power of a sound at the frequencies from 0 to half the rate: a fast Fourier transform (Cooley and Tukey, radix 2) of a window of Hann. The samples are
/// real, so each two of them are one complex number of a transform of half the size. Not safe for use from several threads at once.
final class PowerSpectrum {
    private final int half;
    private final double[] window;
    private final int[] order;
    private final double[] cosines;
    private final double[] sines;
    private final double[] real;
    private final double[] imaginary;

    /// @param size samples of a window, a power of two
    PowerSpectrum(int size) {
        half = size / 2;
        window = new double[size];
        order = new int[half];
        cosines = new double[half];
        sines = new double[half];
        real = new double[half];
        imaginary = new double[half];
        for (int i = 0; i < size; i++) {
            window[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / (size - 1));
        }
        for (int i = 0; i < half; i++) {
            order[i] = Integer.reverse(i) >>> Integer.SIZE - Integer.numberOfTrailingZeros(half);
            cosines[i] = Math.cos(2 * Math.PI * i / size);
            sines[i] = -Math.sin(2 * Math.PI * i / size);
        }
    }

    /// Of the samples from an index on: for each frequency, half the size and one.
    double[] of(short[] pcm, int from) {
        for (int i = 0; i < half; i++) {
            real[order[i]] = pcm[from + 2 * i] * window[2 * i];
            imaginary[order[i]] = pcm[from + 2 * i + 1] * window[2 * i + 1];
        }
        for (int length = 1; length < half; length *= 2) {
            for (int at = 0; at < half; at += 2 * length) {
                combine(at, length);
            }
        }
        double[] power = new double[half + 1];
        power[0] = square(real[0] + imaginary[0]);
        power[half] = square(real[0] - imaginary[0]);
        for (int i = 1; i < half; i++) {
            power[i] = power(i);
        }
        return power;
    }

    /// Two transforms of one length each to one of the whole.
    private void combine(int at, int length) {
        int step = half / length;
        for (int i = 0; i < length; i++) {
            int one = at + i;
            int other = one + length;
            double re = real[other] * cosines[i * step] - imaginary[other] * sines[i * step];
            double im = real[other] * sines[i * step] + imaginary[other] * cosines[i * step];
            real[other] = real[one] - re;
            imaginary[other] = imaginary[one] - im;
            real[one] += re;
            imaginary[one] += im;
        }
    }

    /// Of the even and the odd samples together, at one frequency.
    private double power(int i) {
        int mirrored = half - i;
        double evenReal = (real[i] + real[mirrored]) / 2;
        double evenImaginary = (imaginary[i] - imaginary[mirrored]) / 2;
        double oddReal = (imaginary[i] + imaginary[mirrored]) / 2;
        double oddImaginary = (real[mirrored] - real[i]) / 2;
        return square(evenReal + oddReal * cosines[i] - oddImaginary * sines[i]) + square(evenImaginary + oddReal * sines[i] + oddImaginary * cosines[i]);
    }

    private static double square(double value) {
        return value * value;
    }
}
