package earshot.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import module java.base;

import earshot.data.Closeables;
import earshot.time.Time;

/// Asks a port of this server for a page, as any client would: whether the server still answers. Blocks for 5 s at most; for virtual threads.
record ServerProbe(Time time, InetSocketAddress address) {
    static final Duration LIMIT = Duration.ofSeconds(5);
    private static final String HEADER = "x-earshot-probe";
    /// Known to this process only, so that nobody else hides from the list of connection attempts.
    private static final String SECRET = HexFormat.of().formatHex(new SecureRandom().generateSeed(16));

    /// Whether this request is one of ours; it is not an attempt of a device to connect.
    static boolean sent(HttpRequest request) {
        return MessageDigest.isEqual(SECRET.getBytes(ISO_8859_1), request.headers().getOrDefault(HEADER, "").getBytes(ISO_8859_1));
    }

    /// Whether the server answers 200, or hangs up: one that has too many connections is busy, and not dead.
    boolean answered() {
        boolean connected = false;
        try (SocketChannel socket = SocketChannel.open()) {
            Time.Timer limit = time.after(LIMIT, () -> Closeables.closeQuietly(socket));
            try {
                socket.connect(address);
                connected = true;
                String host = address.getAddress() instanceof Inet6Address ? "[" + address.getAddress().getHostAddress() + "]"
                    : address.getAddress().getHostAddress();
                ByteBuffer request = ISO_8859_1
                    .encode("GET / HTTP/1.1\r\nHost: " + host + ":" + address.getPort() + "\r\n" + HEADER + ": " + SECRET + "\r\nConnection: close\r\n\r\n");
                while (request.hasRemaining()) {
                    socket.write(request);
                }
                return answered(socket);
            } finally {
                limit.cancel();
            }
        } catch (ConnectException | ClosedChannelException _) {
            return false;
        } catch (IOException _) {
            // a connection that ends is an answer; one that could not even be made, as where file descriptors ran out, is none
            return connected;
        }
    }

    private static boolean answered(SocketChannel socket) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(12);
        while (head.hasRemaining()) {
            if (socket.read(head) < 0) {
                return true;
            }
        }
        return ISO_8859_1.decode(head.flip()).toString().endsWith(" 200");
    }
}
