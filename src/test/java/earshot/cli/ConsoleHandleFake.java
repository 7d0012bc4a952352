package earshot.cli;

import module java.base;

import earshot.id.DeviceId;

/// A window that shows nothing and counts what it is asked for.
final class ConsoleHandleFake implements ConsoleHandle {
    final AtomicInteger front = new AtomicInteger();
    volatile boolean servesOn;
    private final CompletableFuture<Void> closed;

    ConsoleHandleFake() {
        this(new CompletableFuture<>());
    }

    /// @param closed completed by who closes it, and by [#close]
    ConsoleHandleFake(CompletableFuture<Void> closed) {
        this.closed = closed;
    }

    static ConsoleHandleFake closedAtOnce() {
        return new ConsoleHandleFake(CompletableFuture.completedFuture(null));
    }

    @Override
    public void showDevice(DeviceId id) {}

    @Override
    public boolean showsLive(DeviceId id) {
        return false;
    }

    @Override
    public byte[] snapshot() {
        return new byte[0];
    }

    @Override
    public void toFront() {
        front.incrementAndGet();
    }

    @Override
    public CompletableFuture<Void> closed() {
        return closed;
    }

    @Override
    public boolean servesOn() {
        return servesOn;
    }

    @Override
    public void close() {
        closed.complete(null);
    }
}
