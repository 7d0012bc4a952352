package earshot.remote;

/// What a provider answered instead of what was asked for, as the cause of a [earshot.problem.ProblemException]: enough to ask in another way.
public final class ProviderRefusal extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final transient ErrorBody error;

    /// @param status 0 when it gave none
    ProviderRefusal(int status, ErrorBody error) {
        super("status " + status, null, false, false);
        this.status = status;
        this.error = error;
    }

    public int status() {
        return status;
    }

    public ErrorBody error() {
        return error;
    }
}
