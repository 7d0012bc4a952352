package earshot.compute;

/// Thrown when all computing threads are busy and their queue is full.
public final class ComputeBusyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param waiting tasks in the queue
    public ComputeBusyException(int waiting) {
        super("all computing threads are busy and " + waiting + " pieces of work wait already");
    }
}
