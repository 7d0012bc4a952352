package earshot.audio;

/// PCM to Opus packets, mono. Holds the state of one stream; not safe for use from several threads at once.
public interface OpusEncoder extends AutoCloseable {
    /// Encodes one frame of exactly the frame's samples.
    byte[] encode(short[] frame);

    @Override
    void close();
}
