package earshot.asr;

import java.util.concurrent.CompletableFuture;

/// One utterance that a recogniser hears while it is spoken, so that its text is there soon after its end.
///
/// Used by one thread at a time, except [#close], which any thread may call. Nothing here waits.
public interface Hearing extends AutoCloseable {
    /// The next sound, at the rate that was promised when this was opened. Copied or consumed before it returns.
    void accept(short[] pcm);

    /// Says that the utterance is over. The future fails with [earshot.problem.ProblemException] when nothing came of it.
    /// The same future when called again; sound after it counts for nothing.
    CompletableFuture<Transcript> finish();

    /// Gives up: an answer that is still missing is cancelled. Harmless after the answer, and more than once.
    @Override
    void close();
}
