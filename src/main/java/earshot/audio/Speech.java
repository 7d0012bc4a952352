package earshot.audio;

import java.time.Duration;

/// Mono PCM audio.
///
/// @param pcm 16-bit samples; not copied, and must not be changed
/// @param rate Hz
public record Speech(short[] pcm, int rate) {
    public Duration duration() {
        return Duration.ofNanos(pcm.length * 1_000_000_000L / rate);
    }

    /// The same audio at another sample rate.
    public Speech at(int hertz) {
        return hertz == rate ? this : new Speech(Resampler.resample(pcm, rate, hertz), hertz);
    }
}
