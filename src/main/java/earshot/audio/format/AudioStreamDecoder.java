package earshot.audio.format;

/// Decodes encoded audio to samples as its bytes arrive. Holds the state of one stream; not safe for use from several threads at
/// once.
interface AudioStreamDecoder extends AutoCloseable {
    /// Takes the next bytes and returns samples that are complete so far, which may be none.
    ///
    /// @throws UnusableAudioException when the bytes are not in this format
    short[] decode(byte[] bytes) throws UnusableAudioException;

    /// No more bytes come: returns the next of the samples that are left. Call it until there are none.
    ///
    /// @throws UnusableAudioException when what came is not in this format
    default short[] end() throws UnusableAudioException {
        return new short[0];
    }

    /// Whether the stream ended, after [#end], before the end that it states itself, or some of it was damaged.
    default boolean incomplete() {
        return false;
    }

    /// Hz, once [#decode] or [#end] has returned samples.
    int rate();

    /// How many bytes to decode at a time, so that decoding takes well under a millisecond.
    default int chunkBytes() {
        return Integer.MAX_VALUE;
    }

    /// Frees what it holds outside of the heap; most hold nothing there.
    @Override
    default void close() {}
}
