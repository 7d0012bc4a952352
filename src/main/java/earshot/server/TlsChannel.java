package earshot.server;

import module java.base;

import earshot.problem.FatalErrors;

/// TLS over a non-blocking socket. At most one record is taken from the socket at a time, so that what is not served yet stays readable there
/// and the selector reports it.
///
/// All methods run on the selector thread. What computes (certificate, key exchange) runs on the executor; meanwhile the key waits for nothing.
final class TlsChannel {
    private static final int RECORD_HEAD = 5;
    private static final int MAX_RECORD = 5 + 16_384 + 2_048;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel socket;
    private final SelectionKey key;
    private final Executor executor;
    private final ByteBuffer record = ByteBuffer.allocate(MAX_RECORD);
    private final ByteBuffer outgoing = ByteBuffer.allocate(MAX_RECORD).limit(0);
    private ByteBuffer plain = NOTHING;
    private SSLEngine engine;
    /// What a write has encrypted and not reported yet, because it still waits in [#outgoing].
    private int unreported;
    private boolean ended;
    private Optional<Throwable> failure = Optional.empty();
    private boolean working;
    /// Work has ended, and the handshake did not go on yet.
    private volatile boolean resumes;

    /// @param first what was read from the client already: the beginning of its first record
    /// @param engine makes the engine; runs on the executor and may wait for the disk
    TlsChannel(SocketChannel socket, SelectionKey key, ByteBuffer first, Callable<SSLEngine> engine, Executor executor) {
        this.socket = socket;
        this.key = key;
        this.executor = executor;
        record.put(first);
        work(() -> {
            this.engine = engine.call();
            this.engine.beginHandshake();
            return null;
        });
    }

    /// Reads decrypted bytes, those of one record at most.
    /// @return -1 at the end, also after the client's notice of it; 0 while there is nothing yet
    /// @throws IOException when TLS fails; the client was sent an alert if that was possible at once
    int read(ByteBuffer to) throws IOException {
        while (!plain.hasRemaining() && !ended && advance() && takeRecord()) {
            unwrap();
        }
        if (plain.hasRemaining()) {
            int length = Math.min(to.remaining(), plain.remaining());
            to.put(plain.slice(plain.position(), length));
            plain.position(plain.position() + length);
            return length;
        }
        if (isWorking()) {
            park();
        }
        return ended ? -1 : 0;
    }

    /// Encrypts and writes. What could not be written yet counts as not taken: the next call must be with the same buffer.
    int write(ByteBuffer from) throws IOException {
        int start = from.position();
        if (!advance() || !flush()) {
            return 0;
        }
        from.position(start + unreported);
        unreported = 0;
        while (from.hasRemaining()) {
            ByteBuffer rest = from.duplicate();
            wrap(rest);
            if (!flush()) {
                unreported = rest.position() - from.position();
                break;
            }
            from.position(rest.position());
        }
        return from.position() - start;
    }

    /// Goes on with the handshake and writes what waits.
    void writeMore() throws IOException {
        if (advance()) {
            flush();
        }
    }

    /// Whether [#writeMore] has to be called, now or when work on the executor ends.
    boolean needsWrite() {
        return isWorking() || resumes || failure.isPresent()
            || !ended && (outgoing.hasRemaining() || engine.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NEED_WRAP);
    }

    /// Tells the client that nothing more comes. A client that does not read is not waited for.
    void shutdownOutput() throws IOException {
        engine.closeOutbound();
        if (flush()) {
            wrap(NOTHING);
            flush();
        }
        socket.shutdownOutput();
    }

    /// Goes on with the handshake as far as it can. Returns whether data may flow.
    private boolean advance() throws IOException {
        while (!isWorking()) {
            resumes = false;
            if (failure.isPresent()) {
                throw new IOException(failure.get().getMessage(), failure.get());
            }
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> work(this::runTasks);
                case NEED_WRAP -> {
                    if (!flush()) {
                        await(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                        return false;
                    }
                    wrap(NOTHING);
                    flush();
                }
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    if (ended || !takeRecord()) {
                        return false;
                    }
                    unwrap();
                }
                case FINISHED, NOT_HANDSHAKING -> {
                    return true;
                }
            }
        }
        return false;
    }

    private Void runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
        return null;
    }

    /// Completes the record from the socket. False when it is not all there, or at the end.
    private boolean takeRecord() throws IOException {
        while (missing() > 0) {
            record.limit(record.position() + missing());
            int read;
            try {
                read = socket.read(record);
            } finally {
                record.limit(record.capacity());
            }
            ended |= read < 0;
            if (read <= 0) {
                return false;
            }
        }
        return true;
    }

    /// How many bytes of its head, or of the whole, are missing.
    private int missing() throws SSLException {
        if (record.position() < RECORD_HEAD) {
            return RECORD_HEAD - record.position();
        }
        int whole = RECORD_HEAD + (record.getShort(RECORD_HEAD - 2) & 0xffff);
        if (whole > MAX_RECORD) {
            throw new SSLException("a TLS record is larger than allowed");
        }
        return Math.max(0, whole - record.position());
    }

    private void unwrap() throws IOException {
        if (plain == NOTHING) {
            plain = ByteBuffer.allocate(MAX_RECORD).limit(0);
        }
        record.flip();
        plain.clear();
        try {
            ended |= engine.unwrap(record, plain).getStatus() == SSLEngineResult.Status.CLOSED;
        } catch (SSLException | RuntimeException e) {
            alert();
            throw e instanceof SSLException known ? known : new SSLException(e);
        } finally {
            record.compact();
            plain.flip();
        }
    }

    /// Sends what the engine has to say about a failure, if it can be sent at once.
    private void alert() {
        try {
            if (flush()) {
                wrap(NOTHING);
                flush();
            }
        } catch (IOException _) {
            ended = true;
        }
    }

    private void wrap(ByteBuffer from) throws IOException {
        outgoing.clear();
        try {
            if (engine.wrap(from, outgoing).getStatus() == SSLEngineResult.Status.CLOSED && from.hasRemaining()) {
                throw new IOException("TLS was closed");
            }
        } catch (RuntimeException e) {
            throw new SSLException(e);
        } finally {
            outgoing.flip();
        }
    }

    /// Whether everything that was encrypted is written.
    private boolean flush() throws IOException {
        if (outgoing.hasRemaining()) {
            socket.write(outgoing);
        }
        return !outgoing.hasRemaining();
    }

    private void work(Callable<Void> task) {
        synchronized (this) {
            working = true;
            await(0);
        }
        try {
            executor.execute(() -> {
                try {
                    task.call();
                } catch (Throwable e) {
                    FatalErrors.report(e);
                    failure = Optional.of(e);
                }
                worked();
            });
        } catch (RejectedExecutionException e) {
            failure = Optional.of(e);
            worked();
        }
    }

    private void worked() {
        synchronized (this) {
            working = false;
            resumes = true;
            await(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
        key.selector().wakeup();
    }

    private void await(int operations) {
        try {
            key.interestOps(operations);
        } catch (CancelledKeyException _) {
            ended = true;
        }
    }

    private synchronized boolean isWorking() {
        return working;
    }

    /// Waits for the executor alone, unless it is done by now.
    private synchronized void park() {
        if (working) {
            await(0);
        }
    }
}
