package earshot.llm;

import java.util.Optional;

/// A model's answer, piece by piece. Read by one thread; [#close] may be called from any thread and cancels.
public interface ModelReply extends AutoCloseable {
    /// Blocks until the next piece; empty when the answer is complete. For virtual threads only.
    ///
    /// @throws java.util.concurrent.CancellationException after [#close], and when the waiting thread is interrupted
    /// @throws earshot.problem.ProblemException when the provider cannot be reached, refuses, or fails in mid-stream
    Optional<ReplyDelta> next();

    /// Closes the stream; the provider stops computing as soon as it notices. Harmless when called twice.
    @Override
    void close();
}
