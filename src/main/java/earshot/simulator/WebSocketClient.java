package earshot.simulator;

import module java.base;

import earshot.data.Closeables;
import earshot.problem.Failures;
import earshot.problem.ProblemReason;
import earshot.time.Time;

/// A WebSocket client like the firmware's network component: `Host` without port, headers ordered by name, no `User-Agent`, no `Origin`, no
/// extensions; `Sec-WebSocket-Accept` is not checked. Source: xiaozhi-protocol section 2.
///
/// One thread at a time may write. Reading runs on a virtual thread of its own.
public final class WebSocketClient implements AutoCloseable {
    private static final int LONGEST_HEAD = 16_384;

    private final Socket socket;
    private final OutputStream out;
    private final Random random = new Random();
    private volatile boolean open = true;

    /// Receives what the server sends, on the reading thread, in order.
    public interface Listener {
        /// @param arrivalNanos monotonic time of arrival
        void received(WebSocketMessage message, long arrivalNanos);

        /// TCP ended, or the connection was dropped here. Called once.
        ///
        /// @param why as an argument of a problem
        void ended(String why);
    }

    /// @param socket one that is upgraded
    WebSocketClient(Socket socket) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
    }

    /// Connects and upgrades, with `headers` beside those of the handshake; TCP and the upgrade have `limit` each.
    ///
    /// @throws HandshakeRefused when the answer is not 101
    /// @throws IOException when the server cannot be reached
    public static WebSocketClient open(Time time, ServerUrl serverUrl, Map<String, String> headers, Duration limit, Listener listener) throws IOException {
        Socket socket = TcpConnector.connect(time, serverUrl, limit);
        Time.Timer cut = time.after(limit, () -> Closeables.closeQuietly(socket));
        try {
            socket.getOutputStream().write(request(serverUrl, headers).getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = new BufferedInputStream(socket.getInputStream(), 8192);
            String answer = head(in);
            if (!answer.contains("HTTP/1.1 101")) {
                throw new HandshakeRefused(answer);
            }
            WebSocketClient client = new WebSocketClient(socket);
            Thread.ofVirtual().name("test-read").start(() -> client.read(time, new WebSocketFrameCodec(in), listener));
            return client;
        } catch (IOException e) {
            Closeables.closeQuietly(socket);
            throw e;
        } finally {
            cut.cancel();
        }
    }

    /// The request of the upgrade.
    static String request(ServerUrl serverUrl, Map<String, String> headers) {
        byte[] key = new byte[16];
        ThreadLocalRandom.current().nextBytes(key);
        Map<String, String> all = new TreeMap<>(headers);
        all.put("Upgrade", "websocket");
        all.put("Connection", "Upgrade");
        all.put("Sec-WebSocket-Version", "13");
        all.put("Sec-WebSocket-Key", Base64.getEncoder().encodeToString(key));
        StringBuilder request = new StringBuilder("GET " + serverUrl.path() + " HTTP/1.1\r\nHost: " + serverUrl.host() + "\r\n");
        all.forEach((name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        return request.append("\r\n").toString();
    }

    /// Reads up to the empty line; returns what came when TCP ended before it.
    static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int last4 = 0;
        while (last4 != 0x0d0a0d0a) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.write(next);
            if (head.size() > LONGEST_HEAD) {
                throw new IOException("answer head over " + LONGEST_HEAD + " bytes");
            }
            last4 = last4 << 8 | next;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    /// @return false when closed, or longer than the firmware sends
    public boolean text(String text) {
        return message(WebSocketOpcode.TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    public boolean binary(byte[] payload) {
        return message(WebSocketOpcode.BINARY, payload);
    }

    public boolean pong(byte[] payload) {
        return message(WebSocketOpcode.PONG, payload);
    }

    /// Sends a close frame and leaves TCP to the server.
    public boolean sendClose(int code, String reason) {
        byte[] words = reason.getBytes(StandardCharsets.UTF_8);
        return message(WebSocketOpcode.CLOSE, ByteBuffer.allocate(2 + words.length).putShort((short) code).put(words).array());
    }

    /// Sends one frame for tests: fragments, control frames, opcodes that do not exist.
    public boolean frame(int opcode, boolean last, byte[] payload) {
        byte[] key = new byte[4];
        random.nextBytes(key);
        return raw(WebSocketFrameCodec.encode(opcode, last, payload, key));
    }

    /// Sends raw bytes, for tests of bad input.
    public boolean raw(byte[] bytes) {
        if (!open) {
            return false;
        }
        try {
            out.write(bytes);
            return true;
        } catch (IOException _) {
            drop();
            return false;
        }
    }

    public boolean isOpen() {
        return open;
    }

    /// Closes TCP without a close frame, as the firmware does.
    public void drop() {
        open = false;
        Closeables.closeQuietly(socket);
    }

    @Override
    public void close() {
        drop();
    }

    private boolean message(int opcode, byte[] payload) {
        return payload.length <= WebSocketFrameCodec.LONGEST_SENT && frame(opcode, true, payload);
    }

    private void read(Time time, WebSocketFrameCodec frames, Listener listener) {
        String why = ProblemReason.DEVICE_HUNG_UP.toString();
        try {
            while (open) {
                Optional<WebSocketMessage> next = frames.next();
                if (next.isEmpty()) {
                    why = ProblemReason.DEVICE_SERVER_ENDED.toString();
                    break;
                }
                listener.received(next.get(), time.nanos());
            }
        } catch (IOException e) {
            why = open ? ProblemReason.DEVICE_BROKE.with(Failures.argument(e)) : why;
        } finally {
            drop();
            listener.ended(why);
        }
    }
}
