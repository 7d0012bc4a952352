package earshot.problem;

import module java.base;

/// A file that is of no use, for a reason that is known. The message is English, for logs.
public final class UnusableFileException extends IOException implements ReasonedFailure {
    private static final long serialVersionUID = 1L;
    private final String argument;

    /// @param details as in [ProblemReason#with]
    public UnusableFileException(ProblemReason reason, Object... details) {
        this(reason.with(details));
    }

    /// @param argument a reason as the argument of a problem
    public UnusableFileException(String argument) {
        super(ProblemReason.text(argument, Locale.ENGLISH));
        this.argument = argument;
    }

    @Override
    public String argument() {
        return argument;
    }
}
