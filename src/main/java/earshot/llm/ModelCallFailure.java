package earshot.llm;

import earshot.problem.Problem;
import java.time.Duration;
import java.util.Optional;

/// A call to a model failed.
final class ModelCallFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final boolean retryable;
    private final transient Optional<Duration> retryAfter;

    /// @param retryable whether a retry may succeed
    /// @param retryAfter how long the provider asks to wait before a retry
    ModelCallFailure(Problem problem, boolean retryable, Optional<Duration> retryAfter) {
        super(problem.code().name(), null, false, false);
        this.problem = problem;
        this.retryable = retryable;
        this.retryAfter = retryAfter;
    }

    Problem problem() {
        return problem;
    }

    boolean retryable() {
        return retryable;
    }

    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
