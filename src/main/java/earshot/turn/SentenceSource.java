package earshot.turn;

import java.util.Optional;

/// Where the sentences of a streamed answer come from. Read by one virtual thread; [#close] may be called by any.
public interface SentenceSource extends AutoCloseable {
    /// Waits for the next sentence; empty when the answer is complete.
    ///
    /// @throws java.util.concurrent.CancellationException after [#close]
    /// @throws earshot.problem.ProblemException when it cannot go on
    Optional<Sentence> next();

    /// Ends it, and whatever computes for it. Called in any case, and harmless when done twice.
    @Override
    void close();
}
