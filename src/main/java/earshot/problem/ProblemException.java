package earshot.problem;

import module java.base;

import java.util.Locale;

/// Carries a [Problem] to code that can show it. The message is the English *what* and *why*, for logs.
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    public ProblemException(Problem problem) {
        this(problem, null);
    }

    public ProblemException(Problem problem, Throwable cause) {
        super(problem.what(Locale.ROOT) + " " + problem.why(Locale.ROOT), cause);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
