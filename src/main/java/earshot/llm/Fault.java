package earshot.llm;

import earshot.problem.Problem;
import java.time.Duration;
import java.util.Optional;

/// A call to a model failed.
final class Fault extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final boolean passing;
    private final transient Optional<Duration> pause;

    /// @param passing whether a retry may succeed
    /// @param pause how long the provider asks to wait before a retry
    Fault(Problem problem, boolean passing, Optional<Duration> pause) {
        super(problem.code().name(), null, false, false);
        this.problem = problem;
        this.passing = passing;
        this.pause = pause;
    }

    Problem problem() {
        return problem;
    }

    boolean passing() {
        return passing;
    }

    Optional<Duration> pause() {
        return pause;
    }
}
