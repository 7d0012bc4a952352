package earshot.problem;

import module java.base;

/// A failure whose reason is known. The message is English, for logs; [Failures#argument] gives the reason in the language of the reader.
public final class ReasonException extends RuntimeException implements ReasonedFailure {
    private static final long serialVersionUID = 1L;
    private final String argument;

    /// @param details as in [ProblemReason#with]
    public ReasonException(ProblemReason reason, Object... details) {
        super(ProblemReason.text(reason.with(details), Locale.ENGLISH));
        argument = reason.with(details);
    }

    @Override
    public String argument() {
        return argument;
    }
}
