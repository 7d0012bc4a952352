package earshot.audio;

/// Voice activity detection for one stream. Not safe for use from several threads at once.
public interface VoiceActivityDetector extends AutoCloseable {
    /// Takes the next audio, 16 kHz mono of any length, and returns whether most of the 20 ms steps that it finishes are voiced. Samples
    /// of an unfinished step are kept for the next call.
    boolean voiced(short[] pcm);

    /// The level in dBFS above which audio can count as voiced now; drawn as a line in the level meter.
    double thresholdDb();

    @Override
    void close();
}
