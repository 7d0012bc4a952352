package earshot.server;

import module java.base;

import earshot.time.Time;

/// What is to be written of a reply: its head and body, and then what a [HttpStream] sends, a piece at a time. The selector thread writes, the thread of
/// the request waits for it.
final class ReplyOutput implements HttpStream.Output {
    /// How long a client may take to hang up after a reply that a slow network takes long to carry.
    static final Duration LARGE_LINGER = Duration.ofSeconds(60);
    static final int LARGE_BYTES = 64 * 1024;
    /// A client that takes nothing for so long is given up.
    static final Duration SLOW = Duration.ofSeconds(10);
    /// The library may switch writing off at the very moment when a piece comes, so it is asked for again.
    private static final Duration AGAIN = Duration.ofMillis(100);

    private final Time time;
    private final Runnable wake;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile Piece piece;

    private record Piece(ByteBuffer bytes, CompletableFuture<Boolean> written) {
        Piece(byte[] bytes) {
            this(ByteBuffer.wrap(bytes), new CompletableFuture<>());
        }
    }

    /// @param first the head and the body
    /// @param wake has the selector write
    ReplyOutput(Time time, byte[] first, Runnable wake) {
        this.time = time;
        this.wake = wake;
        piece = new Piece(first);
    }

    boolean hasRemaining() {
        return piece.bytes.hasRemaining();
    }

    /// On the selector thread. Whether everything is written.
    boolean writeTo(ClientChannel client) throws IOException {
        Piece now = piece;
        client.write(now.bytes);
        if (now.bytes.hasRemaining()) {
            return false;
        }
        now.written.complete(true);
        return true;
    }

    @Override
    public boolean send(byte[] bytes) {
        if (!written()) {
            return false;
        }
        piece = new Piece(bytes);
        return written();
    }

    private boolean written() {
        CompletableFuture<Boolean> written = piece.written;
        for (Duration waited = Duration.ZERO; waited.compareTo(SLOW) < 0 && !ended.isDone(); waited = waited.plus(AGAIN)) {
            if (!written.isDone()) {
                wake.run();
            }
            if (time.await(written, AGAIN).isPresent()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public CompletableFuture<Void> ended() {
        return ended;
    }

    /// The connection is over. Any thread.
    void end() {
        ended.complete(null);
    }
}
