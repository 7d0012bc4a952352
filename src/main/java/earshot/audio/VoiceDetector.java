package earshot.audio;

/// Says for each piece of sound whether it holds a voice. One per stream; not safe for use from several threads at once.
public interface VoiceDetector extends AutoCloseable {
    /// @param pcm 16 kHz mono, any length; the rest of an unfinished 20 ms step is kept for the next call
    /// @return whether the newest finished steps hold a voice
    boolean voiced(short[] pcm);

    /// The level above which sound counts as voice now, in dBFS: the line in the meter.
    double thresholdDb();

    /// Forgets everything heard.
    void reset();

    @Override
    void close();
}
