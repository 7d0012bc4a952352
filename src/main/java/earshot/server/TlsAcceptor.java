package earshot.server;

import module java.base;

import earshot.time.Time;

/// Starts TLS with the clients that begin with it. One thread computes for all of them, and for both ports: a handshake must not hold up the frames of others.
final class TlsAcceptor implements AutoCloseable {
    /// The first byte of TLS: a record of its handshake. No HTTP request begins with it.
    static final byte FIRST_BYTE = 0x16;
    private static final int MAX_WAITING = 2000;
    /// Steps of handshakes of one address that may wait or run. Fifty boards that wake at once have fewer.
    static final int MAX_WAITING_AN_ADDRESS = 100;
    private static final Duration CHECK_PERIOD = Duration.ofSeconds(30);

    private final TlsCertificates certificates;
    private final ThreadPoolExecutor thread =
        new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), Thread.ofPlatform().daemon().name("tls").factory());
    private final Map<InetAddress, Integer> waiting = new ConcurrentHashMap<>();
    private final Time.Timer timer;

    TlsAcceptor(TlsCertificates certificates, Time time) {
        this.certificates = certificates;
        timer = time.every(CHECK_PERIOD, this::check);
        check();
    }

    boolean enabled() {
        return certificates.enabled();
    }

    /// @param first what was read from the client already
    TlsChannel accept(SocketChannel socket, SelectionKey key, InetAddress remote, ByteBuffer first) {
        return new TlsChannel(socket, key, first, this::engine, executor(remote));
    }

    /// Runs the steps of an address; rejects what is more than it may have.
    Executor executor(InetAddress remote) {
        InetAddress address = AddressKey.of(remote);
        return task -> {
            if (waiting.merge(address, 1, Integer::sum) > MAX_WAITING_AN_ADDRESS) {
                ended(address);
                throw new RejectedExecutionException("too many TLS handshakes at once from its address");
            }
            try {
                thread.execute(() -> {
                    try {
                        task.run();
                    } finally {
                        ended(address);
                    }
                });
            } catch (RejectedExecutionException e) {
                ended(address);
                throw e;
            }
        };
    }

    private void ended(InetAddress address) {
        waiting.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
    }

    private SSLEngine engine() throws IOException {
        SSLEngine engine = certificates.context().createSSLEngine();
        engine.setUseClientMode(false);
        return engine;
    }

    /// Reads the certificate again if its files or settings changed, soon and on the thread for it.
    void check() {
        try {
            thread.execute(certificates::check);
        } catch (RejectedExecutionException _) {
            // so many handshakes wait that the certificate was looked at a moment ago
        }
    }

    @Override
    public void close() {
        timer.cancel();
        thread.shutdownNow();
    }
}
