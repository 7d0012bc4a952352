package earshot.tap;

/// Hears live sound. Called on the thread that receives it; returns at once.
@FunctionalInterface
public interface SoundListener {
    /// @param pcm mono; nobody changes it any more
    /// @param rate Hz
    void heard(short[] pcm, int rate);
}
