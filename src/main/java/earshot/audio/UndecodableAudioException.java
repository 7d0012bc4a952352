package earshot.audio;

import module java.base;

import earshot.problem.ProblemReason;
import earshot.problem.ReasonedFailure;

/// Thrown for bytes that are not a valid Opus packet.
public final class UndecodableAudioException extends RuntimeException implements ReasonedFailure {
    private static final long serialVersionUID = 1L;
    private final String argument;

    /// @param details as in [ProblemReason#with]
    public UndecodableAudioException(Throwable cause, ProblemReason reason, Object... details) {
        super(ProblemReason.text(reason.with(details), Locale.ENGLISH), cause);
        argument = reason.with(details);
    }

    public UndecodableAudioException(ProblemReason reason, Object... details) {
        this(null, reason, details);
    }

    @Override
    public String argument() {
        return argument;
    }
}
