package earshot.access.token;

/// Whether a token lets a device in. Nothing in it is secret.
public sealed interface TokenVerdict {
    /// @param bound whether it was issued to this device and to no other
    record Valid(boolean bound) implements TokenVerdict {}

    /// @param detail what the text of the reason names: the moment, the value found, the algorithm; may be empty
    record Invalid(InvalidReason reason, String detail) implements TokenVerdict {}

    /// Nobody could say.
    ///
    /// @param reason as [earshot.problem.ProblemReason#with] gives it
    record Unchecked(String reason) implements TokenVerdict {}

    enum InvalidReason { EXPIRED, NOT_YET_VALID, WRONG_AUDIENCE, WRONG_ISSUER, WRONG_SUBJECT, WRONG_SIGNATURE, WRONG_ALGORITHM, WRONG_CLAIMS, NOT_ACTIVE }
}
