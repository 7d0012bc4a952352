package earshot.llm;

import earshot.problem.Problem;
import java.time.Duration;
import java.util.Optional;

/// A provider did not do what it should.
final class Fault extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final boolean passing;
    private final transient Optional<Duration> pause;

    /// @param passing whether asking again may help
    /// @param pause how long the provider wants to be left alone
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
