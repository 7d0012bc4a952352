package earshot.tts;

/// Turns the bytes of a coded sound into samples as they come. Holds the state of one sound; not safe for use from several threads
/// at once.
interface SoundStream extends AutoCloseable {
    /// The next bytes; returns the samples that can be told so far, which may be none.
    ///
    /// @throws UnusableSound when this is no such sound
    short[] decode(byte[] bytes) throws UnusableSound;

    /// Hz, once [#decode] has returned samples.
    int rate();

    /// How many bytes to decode at a time, so that decoding takes well under a millisecond.
    default int bite() {
        return Integer.MAX_VALUE;
    }

    @Override
    void close();
}
