package earshot.compute;

/// All computing threads are busy and the queue in front of them is full.
public final class ComputeBusy extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param waiting pieces of work that already wait
    public ComputeBusy(int waiting) {
        super("all computing threads are busy and " + waiting + " pieces of work wait already");
    }
}
