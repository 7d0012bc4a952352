package earshot.audio;

import java.time.Duration;

/// Mono PCM audio.
///
/// @param pcm 16-bit samples; not copied, and must not be changed
/// @param rate Hz
public record PcmAudio(short[] pcm, int rate) {
    public Duration duration() {
        return Duration.ofNanos(pcm.length * 1_000_000_000L / rate);
    }

    /// The same audio at another sample rate.
    public PcmAudio at(int hertz) {
        return hertz == rate ? this : new PcmAudio(Resampler.resample(pcm, rate, hertz), hertz);
    }
}
