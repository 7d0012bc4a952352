package earshot.tts;

import module java.base;

import earshot.remote.ProviderErrors;

/// Where the sound of one sentence comes from, as a provider sends it. The methods that wait are for one virtual thread; [#close] may be called by
/// any, and wakes it.
interface SoundSource extends AutoCloseable {
    /// Asks for the sentence and waits for the beginning of its sound. Returns what the provider calls its format, a content type; may be empty.
    ///
    /// @throws earshot.problem.ProblemException when the provider failed
    /// @throws CancellationException after [#close]
    String open();

    /// Waits for the next bytes, at most some thousand; empty at the end of the sentence. Throws as [#open] does.
    Optional<byte[]> read();

    ProviderErrors errors();

    @Override
    void close();
}
