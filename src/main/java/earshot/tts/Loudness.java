package earshot.tts;


/// Brings every sentence of a voice to the same loudness while it streams: -20 dB below full scale where there is sound, and never
/// over -1 dB. The gain begins where the sentence before ended, because a voice keeps its level, and moves slowly, so that nobody
/// hears it move. Holds the state of one sentence; not safe for use from several threads at once.
final class Loudness {
    /// What a voice was like so far, for the next sentence of it. Safe for use from any thread.
    static final class Memory {
        /// 0 as long as nothing was heard.
        private volatile double rms;
    }

    static final double RMS = Short.MAX_VALUE * Math.pow(10, -20 / 20.0);
    static final double PEAK = Short.MAX_VALUE * Math.pow(10, -1 / 20.0);
    /// Below this there is no sound, only what a codec makes of silence.
    private static final int SILENT = 64;
    /// A recording that is quieter than this by far is left quiet: noise would come up with it.
    private static final double MOST = Math.pow(10, 24 / 20.0);
    /// Sounding samples over which the level is found.
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

    /// The next piece of the sentence, evened. May change the array that it is given, and return it.
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
