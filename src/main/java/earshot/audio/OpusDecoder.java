package earshot.audio;

/// Opus packets to PCM, mono. Holds the state of one stream; not safe for use from several threads at once.
public interface OpusDecoder extends AutoCloseable {
    /// Decodes one packet of any duration and bandwidth, 1 to 3 byte DTX packets included.
    ///
    /// @return new array of samples at [#rate]
    /// @throws UndecodableAudioException when the bytes are not an Opus packet; the decoder stays usable
    short[] decode(byte[] packet);

    /// Replaces a lost packet by `samples` samples of concealment.
    short[] conceal(int samples);

    /// Hz of the decoded samples.
    int rate();

    @Override
    void close();
}
