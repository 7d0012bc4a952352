package earshot.problem;

/// A thread that everything needs has ended.
public final class SharedThreadError extends Error {
    private static final long serialVersionUID = 1L;

    public SharedThreadError(String thread, Throwable cause) {
        super("the thread " + thread + " ended", cause);
    }
}
