package earshot.tts;

/// Decodes encoded audio to samples as its bytes arrive. Holds the state of one stream; not safe for use from several threads at
/// once.
interface AudioStreamDecoder extends AutoCloseable {
    /// Takes the next bytes and returns the samples that are complete so far, which may be none.
    ///
    /// @throws UnusableAudioException when the bytes are not in this format
    short[] decode(byte[] bytes) throws UnusableAudioException;

    /// Hz, once [#decode] has returned samples.
    int rate();

    /// How many bytes to decode at a time, so that decoding takes well under a millisecond.
    default int chunkBytes() {
        return Integer.MAX_VALUE;
    }

    @Override
    void close();
}
