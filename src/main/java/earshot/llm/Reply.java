package earshot.llm;

import java.util.Optional;

/// What a model says, piece by piece. Read by one thread; [#close] may be called by any and cancels.
public interface Reply extends AutoCloseable {
    /// Waits for the next piece; empty when the model has finished. For virtual threads only.
    ///
    /// @throws java.util.concurrent.CancellationException after [#close], and when the waiting thread is interrupted
    /// @throws earshot.problem.ProblemException when the provider cannot be reached, refuses, or fails in mid-stream
    Optional<Piece> next();

    /// Ends the stream; the provider stops computing as soon as it notices. Doing so twice is harmless.
    @Override
    void close();
}
