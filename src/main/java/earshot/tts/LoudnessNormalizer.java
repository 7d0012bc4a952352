package earshot.tts;

/// Normalizes every sentence of a voice to the same loudness while it streams: -20 dBFS RMS without pauses, and peaks of at most
/// -1 dBFS. The gain starts from the level of the previous sentence, because a voice keeps its level, and changes slowly, so that the
/// change is not audible. Holds the state of one sentence; not safe for use from several threads at once.
final class LoudnessNormalizer {
    /// The level of a voice so far, for its next sentence. Safe for use from any thread.
    static final class VoiceLevel {
        /// RMS of the samples; 0 until there was audio.
        private volatile double rms;
    }

    static final double RMS = Short.MAX_VALUE * Math.pow(10, -20 / 20.0);
    static final double PEAK = Short.MAX_VALUE * Math.pow(10, -1 / 20.0);
    /// Smaller samples are silence with the noise of a codec.
    private static final int SILENCE_THRESHOLD = 64;
    /// The maximum gain, 24 dB: more would make noise audible in very quiet recordings.
    private static final double MAX_GAIN = Math.pow(10, 24 / 20.0);
    /// Samples, without silence, over which the level is averaged.
    private static final double LEVEL_WINDOW = 24_000;

    private final VoiceLevel voiceLevel;
    private double power;
    private double weight;
    private double gain = -1;

    LoudnessNormalizer(VoiceLevel voiceLevel) {
        this.voiceLevel = voiceLevel;
        double before = voiceLevel.rms;
        power = before * before;
        weight = before == 0 ? 0 : LEVEL_WINDOW / 4;
    }

    /// Normalizes the next piece of the sentence. May change and return the given array.
    short[] normalize(short[] pcm) {
        long count = 0;
        double sum = 0;
        int peak = 0;
        for (short sample : pcm) {
            int size = Math.abs(sample);
            peak = Math.max(peak, size);
            if (size > SILENCE_THRESHOLD) {
                sum += (double) size * size;
                count++;
            }
        }
        if (count > 0) {
            weight = Math.min(LEVEL_WINDOW, weight + count);
            double share = Math.min(1, count / weight);
            power += (sum / count - power) * share;
            voiceLevel.rms = Math.sqrt(power);
        }
        if (power == 0) {
            return pcm;
        }
        double target = Math.min(MAX_GAIN, RMS / Math.sqrt(power));
        double now = peak == 0 ? target : Math.min(target, PEAK / peak);
        double from = gain < 0 || peak * gain > PEAK ? now : gain;
        for (int i = 0; i < pcm.length; i++) {
            double here = from + (now - from) * i / pcm.length;
            pcm[i] = (short) Math.clamp(Math.round(pcm[i] * here), -(long) PEAK, (long) PEAK);
        }
        gain = now;
        return pcm;
    }
}
