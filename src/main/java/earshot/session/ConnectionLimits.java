package earshot.session;

import module java.base;

import earshot.data.ByteBudget;
import earshot.server.WrongTokens;
import earshot.time.Time;

/// What all connections share so that none of them takes it all: memory, and the thread that computes for long. Safe for use from any thread.
final class ConnectionLimits implements AutoCloseable {
    /// Bytes that one connection may keep. A device with many tools keeps some 50 kB.
    static final long MAX_BYTES = 2 << 20;
    /// A text of so many characters takes about a millisecond; virtual threads are not pre-empted, and that is the most they may compute.
    static final int LARGE_TEXT = 4 * 1024;
    /// All connections together get an eighth of the heap, and this at least.
    private static final long MIN_ALL_BYTES = 32 << 20;
    /// How long a connection's thread computes before others get their turn.
    private static final long SLICE_NANOS = 1_000_000;

    private final ByteBudget<ServerCloseReason> memory = new ByteBudget<>(ServerCloseReason.class,
        Math.max(MIN_ALL_BYTES, Runtime.getRuntime().maxMemory() / 8), MAX_BYTES);
    private final WrongTokens wrongSecrets;
    private final ExecutorService largeTexts = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("large-texts").factory());

    ConnectionLimits(Time time) {
        wrongSecrets = new WrongTokens(time);
    }

    /// Counts wrong secrets of `server` messages.
    WrongTokens wrongSecrets() {
        return wrongSecrets;
    }

    ByteBudget<ServerCloseReason> memory() {
        return memory;
    }

    /// Handles a text: a large one on a platform thread, which the system pre-empts, one connection's at a time, while the connection's own thread
    /// waits for it. So the state of the connection still has one user.
    void handle(String text, Runnable work) {
        if (text.length() <= LARGE_TEXT) {
            work.run();
            return;
        }
        try {
            CompletableFuture.runAsync(work, largeTexts).join();
        } catch (CompletionException e) {
            switch (e.getCause()) {
                case RuntimeException unchecked -> throw unchecked;
                case Error error -> throw error;
                case Throwable other -> throw new IllegalStateException(other);
            }
        }
    }

    /// Lets other connections run when this one has computed for long.
    ///
    /// @param busyNanos since it last did
    /// @return what counts for the next time
    static long giveWay(long busyNanos) {
        if (busyNanos < SLICE_NANOS) {
            return busyNanos;
        }
        Thread.yield();
        return 0;
    }

    @Override
    public void close() {
        largeTexts.shutdown();
    }
}
