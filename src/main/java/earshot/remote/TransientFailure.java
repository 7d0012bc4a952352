package earshot.remote;

import module java.base;

import earshot.problem.ProblemException;

/// A failure that may pass: the request is sent again, as long as nothing of a response was used. See [RetryPolicy].
public final class TransientFailure extends IOException {
    private static final long serialVersionUID = 1L;
    private final transient ProblemException problem;
    private final transient Optional<Duration> retryAfter;

    public TransientFailure(ProblemException problem) {
        this(problem, Optional.empty());
    }

    TransientFailure(ProblemException problem, Optional<Duration> retryAfter) {
        super(problem.getMessage(), problem);
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    ProblemException problem() {
        return problem;
    }

    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
