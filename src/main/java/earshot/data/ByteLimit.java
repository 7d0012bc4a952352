package earshot.data;

import module java.base;

/// How many bytes may wait somewhere: what does not fit is refused, and nothing that waits is given up for it. Safe for use from any thread; nothing here
/// waits.
///
/// [ByteBudget] is for what others hold and can be told to end.
public final class ByteLimit {
    private final long most;
    private final Optional<ByteLimit> whole;
    private final AtomicLong taken = new AtomicLong();

    /// @param most bytes
    public ByteLimit(long most) {
        this(most, Optional.empty());
    }

    private ByteLimit(long most, Optional<ByteLimit> whole) {
        this.most = most;
        this.whole = whole;
    }

    /// A part with a limit of its own: what it takes counts here, too.
    public ByteLimit part(long mostOfPart) {
        return new ByteLimit(mostOfPart, Optional.of(this));
    }

    /// Takes so many bytes where they fit; takes nothing otherwise.
    public boolean take(long bytes) {
        boolean fits = taken.addAndGet(bytes) <= most && whole.map(all -> all.take(bytes)).orElse(true);
        if (!fits) {
            taken.addAndGet(-bytes);
        }
        return fits;
    }

    /// Gives back bytes that were taken.
    public void give(long bytes) {
        taken.addAndGet(-bytes);
        whole.ifPresent(all -> all.give(bytes));
    }
}
