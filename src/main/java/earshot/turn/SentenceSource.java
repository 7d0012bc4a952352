package earshot.turn;

import java.util.Optional;

/// A source of the sentences of a streamed answer. Read by one virtual thread; [#close] may be called from any thread.
public interface SentenceSource extends AutoCloseable {
    /// Blocks until the next sentence; empty when the answer is complete.
    ///
    /// @throws java.util.concurrent.CancellationException after [#close]
    /// @throws earshot.problem.ProblemException when the answer cannot be continued
    Optional<Sentence> next();

    /// Stops the source and everything that works for it. Always called, possibly more than once.
    @Override
    void close();
}
