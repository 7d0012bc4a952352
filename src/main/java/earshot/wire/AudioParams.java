package earshot.wire;

/// The `audio_params` of a hello. Source: xiaozhi-protocol section 2.
///
/// @param sampleRate Hz: 8000, 12000, 16000, 24000 or 48000
/// @param channels 1 or 2
/// @param frameMillis duration of one packet in ms: 5, 10, 20, 40, 60, 80, 100 or 120
public record AudioParams(int sampleRate, int channels, int frameMillis) {
    /// The uplink of firmware; the default where a client sends no values.
    public static final AudioParams UPLINK = new AudioParams(16_000, 1, 60);

    /// Samples per frame and channel.
    public int samplesPerFrame() {
        return sampleRate / 1000 * frameMillis;
    }
}
