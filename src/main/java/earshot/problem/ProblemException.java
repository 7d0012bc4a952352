package earshot.problem;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/// Carries a [Problem] to code that can show it. The message is the English *what* and *why*, for logs.
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    public ProblemException(Problem problem) {
        this(problem, null);
    }

    public ProblemException(Problem problem, Throwable cause) {
        super(problem.what(java.util.Locale.ROOT) + " " + problem.why(java.util.Locale.ROOT), cause);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }

    /// Why something failed, for a log or for the reason in another problem: the English texts of a problem, or the failure's message.
    public static String reason(Throwable failure) {
        return switch (failure) {
            case CompletionException wrapped when wrapped.getCause() != null -> reason(wrapped.getCause());
            case ProblemException known -> known.problem().what(Locale.ENGLISH) + " " + known.problem().why(Locale.ENGLISH);
            default -> Optional.ofNullable(failure.getMessage()).orElseGet(failure::toString);
        };
    }
}
