package earshot.audio;

import module java.base;

/// Sums up the detector's frames of a segment. Not safe for use from several threads at once.
public final class VoiceActivityMeter {
    private final int rate;
    private long samples;
    private long voiced;
    private long run;
    private long longestRun;
    private double thresholds;

    public VoiceActivityMeter(int rate) {
        this.rate = rate;
    }

    /// @param frameThresholdDb the detector's, while this frame came
    public void add(int frameSamples, boolean voice, double frameThresholdDb) {
        samples += frameSamples;
        run = voice ? run + frameSamples : 0;
        voiced += voice ? frameSamples : 0;
        longestRun = Math.max(longestRun, run);
        thresholds += frameThresholdDb * frameSamples;
    }

    public VoiceActivity take() {
        VoiceActivity sum = new VoiceActivity(duration(samples), duration(voiced), duration(longestRun),
            samples == 0 ? AudioLevel.SILENCE.rmsDb() : thresholds / samples);
        clear();
        return sum;
    }

    public void clear() {
        samples = 0;
        voiced = 0;
        run = 0;
        longestRun = 0;
        thresholds = 0;
    }

    private Duration duration(long count) {
        return Duration.ofNanos(count * 1_000_000_000L / rate);
    }
}
