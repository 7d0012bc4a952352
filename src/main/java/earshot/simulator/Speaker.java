package earshot.simulator;

/// What a device's loudspeaker plays, frame by frame as each is played. Called on the device's thread: returns at once.
public interface Speaker {
    /// @param pcm mono, owned by the speaker
    /// @param rate Hz
    void play(short[] pcm, int rate);

    /// The loudspeaker had nothing to play for so long before the next frame.
    default void starved(long nanos) {}

    /// Nobody listens.
    static Speaker silent() {
        return (pcm, rate) -> {};
    }
}
