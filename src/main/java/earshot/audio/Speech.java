package earshot.audio;

import java.time.Duration;

/// A piece of mono sound.
///
/// @param pcm 16-bit samples; not copied, nobody changes it
/// @param rate Hz
public record Speech(short[] pcm, int rate) {
    public Duration duration() {
        return Duration.ofNanos(pcm.length * 1_000_000_000L / rate);
    }
}
