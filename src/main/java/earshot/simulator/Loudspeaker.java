package earshot.simulator;

/// The loudspeaker of a device; receives each frame when it is played. Called on the device's thread: returns at once.
public interface Loudspeaker {
    /// @param pcm mono; the receiver may keep it
    /// @param rate Hz
    void play(short[] pcm, int rate);

    /// There was nothing to play for this long before the next frame.
    default void underrun(long nanos) {}

    /// A loudspeaker that discards everything.
    static Loudspeaker silent() {
        return (pcm, rate) -> {};
    }
}
