package earshot.server;

import module java.base;

/// The bytes from and to a client, plain or by TLS: its first byte tells. Used on the selector thread.
final class ClientChannel {
    /// FIN and opcode of a close frame: the first byte of the last frame that is written.
    private static final byte CLOSE_FRAME = (byte) 0x88;

    private final SocketChannel socket;
    private final SelectionKey key;
    private final InetAddress remote;
    private final Optional<TlsAcceptor> acceptor;
    /// Null while the client speaks plainly.
    private volatile TlsChannel tls;
    private boolean lastFrameWritten;

    ClientChannel(SocketChannel socket, SelectionKey key, InetAddress remote, Optional<TlsAcceptor> acceptor) {
        this.socket = socket;
        this.key = key;
        this.remote = remote;
        this.acceptor = acceptor;
    }

    boolean secure() {
        return tls != null;
    }

    /// Starts TLS if the client's first bytes are of TLS, and TLS is on. Then they are not bytes of a request.
    boolean startsTls(ByteBuffer first) {
        if (tls == null && first.get(first.position()) == TlsAcceptor.FIRST_BYTE) {
            acceptor.filter(TlsAcceptor::enabled).ifPresent(accepting -> tls = accepting.accept(socket, key, remote, first));
            return tls != null;
        }
        return false;
    }

    int read(ByteBuffer to) throws IOException {
        return tls == null ? socket.read(to) : tls.read(to);
    }

    int write(ByteBuffer from) throws IOException {
        return tls == null ? socket.write(from) : tls.write(from);
    }

    /// Writes one frame of a WebSocket. After a close frame nothing more is written and the server's end is closed, so that the client sees the end at once.
    /// Reading continues, because unread data would make the kernel reset the connection and lose the close frame.
    int writeFrame(ByteBuffer from) throws IOException {
        if (lastFrameWritten) {
            int dropped = from.remaining();
            from.position(from.limit());
            return dropped;
        }
        boolean last = from.get(0) == CLOSE_FRAME;
        int written = write(from);
        if (last && !from.hasRemaining()) {
            lastFrameWritten = true;
            shutdownOutput();
        }
        return written;
    }

    /// Whether something waits beside what is given to [#write].
    boolean needsWrite() {
        return tls != null && tls.needsWrite();
    }

    void writeMore() throws IOException {
        if (tls != null) {
            tls.writeMore();
        }
    }

    /// The client sees the end; reading continues.
    void shutdownOutput() throws IOException {
        if (tls == null) {
            socket.shutdownOutput();
        } else {
            tls.shutdownOutput();
        }
    }
}
