package earshot.audio;

/// PCM to Opus packets, mono. Holds the state of one stream; not safe for use from several threads at once.
public interface OpusEncoder extends AutoCloseable {
    /// Encodes one frame, which must have exactly the number of samples that the encoder was made for.
    byte[] encode(short[] frame);

    @Override
    void close();
}
