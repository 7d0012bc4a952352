package earshot.audio.format;

import module java.base;

import earshot.problem.ProblemReason;
import earshot.problem.ReasonedFailure;

/// Thrown for bytes that cannot be decoded as sound. Its reason names the format and what is wrong, as a noun; the message is English, for logs.
public final class UnusableAudioException extends Exception implements ReasonedFailure {
    private static final long serialVersionUID = 1L;

    private final ProblemReason reason;
    private final List<String> details;

    /// @param details as in [ProblemReason#with]
    public UnusableAudioException(ProblemReason reason, Object... details) {
        super(ProblemReason.text(reason.with(details), Locale.ENGLISH), null, false, false);
        this.reason = reason;
        this.details = Arrays.stream(details).map(String::valueOf).toList();
    }

    public ProblemReason reason() {
        return reason;
    }

    /// May contain what somebody else wrote.
    public List<String> details() {
        return details;
    }

    @Override
    public String argument() {
        return reason.with(details.toArray());
    }
}
