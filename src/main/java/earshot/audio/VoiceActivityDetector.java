package earshot.audio;

/// Voice activity detection for one stream. Not safe for use from several threads at once.
public interface VoiceActivityDetector extends AutoCloseable {
    /// Takes the next audio and returns whether it is voiced.
    ///
    /// @param pcm 16 kHz mono, any length; samples of an unfinished 20 ms step are kept for the next call
    /// @return whether most of the steps finished by this call are voiced
    boolean voiced(short[] pcm);

    /// The level in dBFS above which audio can count as voiced now; drawn as a line in the level meter.
    double thresholdDb();

    @Override
    void close();
}
