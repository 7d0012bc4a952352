package earshot.tts;


/// Normalises every sentence of a voice to the same loudness while it streams: -20 dBFS RMS without pauses, and peaks of at most
/// -1 dBFS. The gain starts from the level of the previous sentence, because a voice keeps its level, and changes slowly, so that the
/// change is not audible. Holds the state of one sentence; not safe for use from several threads at once.
final class Loudness {
    /// The level of a voice so far, for its next sentence. Safe for use from any thread.
    static final class Memory {
        /// RMS of the samples; 0 until there was audio.
        private volatile double rms;
    }

    static final double RMS = Short.MAX_VALUE * Math.pow(10, -20 / 20.0);
    static final double PEAK = Short.MAX_VALUE * Math.pow(10, -1 / 20.0);
    /// Smaller samples are silence with the noise of a codec.
    private static final int SILENT = 64;
    /// The maximum gain, 24 dB: more would make noise audible in very quiet recordings.
    private static final double MOST = Math.pow(10, 24 / 20.0);
    /// Samples, without silence, over which the level is averaged.
    private static final double MEMORY = 24_000;

    private final Memory memory;
    private double power;
    private double weight;
    private double gain = -1;

    Loudness(Memory memory) {
        this.memory = memory;
        double before = memory.rms;
        power = before * before;
        weight = before == 0 ? 0 : MEMORY / 4;
    }

    /// Normalises the next piece of the sentence. May change and return the given array.
    short[] even(short[] pcm) {
        long count = 0;
        double sum = 0;
        int peak = 0;
        for (short sample : pcm) {
            int size = Math.abs(sample);
            peak = Math.max(peak, size);
            if (size > SILENT) {
                sum += (double) size * size;
                count++;
            }
        }
        if (count > 0) {
            weight = Math.min(MEMORY, weight + count);
            double share = Math.min(1, count / weight);
            power += (sum / count - power) * share;
            memory.rms = Math.sqrt(power);
        }
        if (power == 0) {
            return pcm;
        }
        double wanted = Math.min(MOST, RMS / Math.sqrt(power));
        double now = peak == 0 ? wanted : Math.min(wanted, PEAK / peak);
        double from = gain < 0 || peak * gain > PEAK ? now : gain;
        for (int i = 0; i < pcm.length; i++) {
            double here = from + (now - from) * i / pcm.length;
            pcm[i] = (short) Math.clamp(Math.round(pcm[i] * here), -(long) PEAK, (long) PEAK);
        }
        gain = now;
        return pcm;
    }
}
