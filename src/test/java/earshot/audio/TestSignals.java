package earshot.audio;

import module java.base;

/// Audio for tests, computed so that every run gets the same.
public final class TestSignals {
    private TestSignals() {}

    /// @param amplitude 0 to 1 of full scale
    public static short[] sine(int rate, double hertz, double seconds, double amplitude) {
        short[] pcm = new short[(int) (rate * seconds)];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) Math.round(32767 * amplitude * Math.sin(2 * Math.PI * hertz * i / rate));
        }
        return pcm;
    }

    /// Synthetic speech: a 120 Hz tone with harmonics through moving formants, in syllables.
    public static short[] voice(int rate, double seconds) {
        short[] pcm = new short[(int) (rate * seconds)];
        double phase = 0;
        for (int i = 0; i < pcm.length; i++) {
            double t = (double) i / rate;
            double pitch = 120 + 15 * Math.sin(2 * Math.PI * 0.7 * t);
            phase += pitch / rate;
            double syllable = Math.max(0, Math.sin(2 * Math.PI * 3.5 * t));
            double first = 500 + 250 * Math.sin(2 * Math.PI * 1.3 * t);
            double second = 1500 + 500 * Math.sin(2 * Math.PI * 0.9 * t);
            double sum = 0;
            for (int h = 1; h * pitch < Math.min(3800, rate / 2.2); h++) {
                double hertz = h * pitch;
                double gain = 1 / (1 + Math.pow((hertz - first) / 120, 2)) + 0.5 / (1 + Math.pow((hertz - second) / 180, 2)) + 0.02;
                sum += gain * Math.sin(2 * Math.PI * h * phase);
            }
            pcm[i] = (short) Math.clamp(6000 * syllable * sum, -32000, 32000);
        }
        return pcm;
    }

    /// @param rmsDb dBFS
    public static short[] whiteNoise(int samples, double rmsDb, long seed) {
        Random random = new Random(seed);
        double scale = 32768 * Math.pow(10, rmsDb / 20);
        short[] pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            pcm[i] = (short) Math.clamp(Math.round(scale * random.nextGaussian()), -32768, 32767);
        }
        return pcm;
    }

    /// A sentence spoken by a person, 16 kHz: the sample that the program ships.
    public static short[] speech() {
        return WavFile.read(Path.of("assets/speech/sentence.wav")).at(16_000).pcm();
    }

    /// Noise with the same power in every octave.
    public static short[] pinkNoise(int samples, long seed) {
        Random random = new Random(seed);
        double low = 0;
        double middle = 0;
        double high = 0;
        short[] pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            double white = random.nextGaussian();
            low = 0.99765 * low + white * 0.0990460;
            middle = 0.96300 * middle + white * 0.2965164;
            high = 0.57000 * high + white * 1.0526913;
            pcm[i] = (short) Math.clamp(1000 * (low + middle + high + white * 0.1848), -32768, 32767);
        }
        return pcm;
    }

    /// Mains hum: 100 Hz with one harmonic.
    public static short[] hum(int rate, double seconds) {
        short[] pcm = sine(rate, 100, seconds, 0.2);
        short[] harmonic = sine(rate, 200, seconds, 0.06);
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] += harmonic[i];
        }
        return pcm;
    }

    public static double rmsDb(short[] pcm) {
        return rmsDb(pcm, 0, pcm.length);
    }

    public static double rmsDb(short[] pcm, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) pcm[i] * pcm[i];
        }
        return sum == 0 ? -100 : 10 * Math.log10(sum / (to - from) / 32768 / 32768);
    }

    /// Signal-to-error ratio in dB of the best fit of `heard` to `sent`, at the delay where they fit best.
    public static double similarityDb(short[] sent, short[] heard, int longestDelay) {
        double best = -100;
        for (int delay = 0; delay <= longestDelay; delay++) {
            double dot = 0;
            double a = 0;
            double b = 0;
            int length = Math.min(sent.length, heard.length - delay);
            for (int i = 0; i < length; i++) {
                dot += (double) sent[i] * heard[i + delay];
                a += (double) sent[i] * sent[i];
                b += (double) heard[i + delay] * heard[i + delay];
            }
            double explained = dot * dot / (a * b);
            best = Math.max(best, 10 * Math.log10(explained / Math.max(1e-12, 1 - explained)));
        }
        return best;
    }
}
