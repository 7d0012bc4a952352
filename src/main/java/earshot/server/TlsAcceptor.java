package earshot.server;

import module java.base;

import earshot.time.Time;

/// Starts TLS with the peers that begin with it. One thread computes for all of them, and for both ports: a handshake must not hold up the frames of others.
final class TlsAcceptor implements AutoCloseable {
    /// The first byte of TLS: a record of its handshake. No HTTP request begins with it.
    static final byte FIRST_BYTE = 0x16;
    private static final int MAX_WAITING = 2000;
    private static final Duration CHECK_PERIOD = Duration.ofSeconds(30);

    private final TlsCertificates certificates;
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING), Thread.ofPlatform().daemon().name("tls").factory());
    private final Time.Timer timer;

    TlsAcceptor(TlsCertificates certificates, Time time) {
        this.certificates = certificates;
        timer = time.every(CHECK_PERIOD, this::check);
        check();
    }

    boolean enabled() {
        return certificates.enabled();
    }

    /// @param first what was read from the peer already
    TlsChannel accept(SocketChannel socket, SelectionKey key, ByteBuffer first) {
        return new TlsChannel(socket, key, first, this::engine, thread);
    }

    private SSLEngine engine() throws IOException {
        SSLEngine engine = certificates.context().createSSLEngine();
        engine.setUseClientMode(false);
        return engine;
    }

    private void check() {
        try {
            thread.execute(certificates::check);
        } catch (RejectedExecutionException e) {
            // so many handshakes wait that the certificate was looked at a moment ago
        }
    }

    @Override
    public void close() {
        timer.cancel();
        thread.shutdownNow();
    }
}
