package earshot.audio;

/// Makes encoders and decoders. Safe for use from any thread.
public interface OpusCodec {
    /// @param rate Hz: 8000, 12000, 16000, 24000 or 48000
    OpusDecoder decoder(int rate);

    /// @param rate Hz as above
    /// @param frameSamples samples of one frame
    /// @param bitrate bits per second
    /// @param complexity 0 (cheap) to 10 (best)
    OpusEncoder encoder(int rate, int frameSamples, int bitrate, int complexity);

    /// Name and version for the console, for example `libopus 1.3.1` or `concentus 1.0.2`.
    String name();
}
