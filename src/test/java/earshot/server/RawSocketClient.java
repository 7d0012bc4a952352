package earshot.server;

import module java.base;

/// A client on a plain socket: sends exactly the bytes a test wants, valid or not.
final class RawSocketClient implements AutoCloseable {
    static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
    /// A bound on waiting for a peer that should answer; reached only by a failing test.
    private static final int PATIENCE_MILLIS = 30_000;

    final Socket socket;
    private final InputStream in;

    record Frame(int opcode, byte[] payload) {
        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        int code() {
            return ByteBuffer.wrap(payload).getShort() & 0xffff;
        }

        String reason() {
            return new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
        }
    }

    RawSocketClient(int port) {
        this(port, "127.0.0.1");
    }

    /// @param own the address that the server sees
    RawSocketClient(int port, String own) {
        try {
            socket = new Socket("127.0.0.1", port, InetAddress.getByName(own), 0);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            in = socket.getInputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A peer whose upgrade was accepted.
    static RawSocketClient device(int port, String id) {
        return upgraded(port, "/xiaozhi/v1/", "Device-Id: " + id);
    }

    static RawSocketClient upgraded(int port, String target, String... headers) {
        RawSocketClient peer = new RawSocketClient(port);
        String head = peer.upgrade(target, headers);
        if (!head.startsWith("HTTP/1.1 101 ")) {
            throw new AssertionError("refused: " + head);
        }
        return peer;
    }

    /// Asks for an upgrade and returns the head of the answer.
    String upgrade(String target, String... headers) {
        raw(upgradeHead(target, headers));
        return head();
    }

    static String upgradeHead(String target, String... headers) {
        StringBuilder head = new StringBuilder("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n")
            .append("Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + KEY + "\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    void raw(String text) {
        raw(text.getBytes(StandardCharsets.UTF_8));
    }

    void raw(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void text(String text) {
        raw(frame(0x81, text.getBytes(StandardCharsets.UTF_8)));
    }

    void binary(byte[] payload) {
        raw(frame(0x82, payload));
    }

    static byte[] frame(int first, byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(first);
        if (payload.length < 126) {
            out.write(0x80 | payload.length);
        } else if (payload.length < 65_536) {
            out.write(0x80 | 126);
            out.writeBytes(ByteBuffer.allocate(2).putShort((short) payload.length).array());
        } else {
            out.write(0x80 | 127);
            out.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
        }
        byte[] mask = {1, 2, 3, 4};
        out.writeBytes(mask);
        byte[] masked = payload.clone();
        for (int i = 0; i < masked.length; i++) {
            masked[i] ^= mask[i % 4];
        }
        out.writeBytes(masked);
        return out.toByteArray();
    }

    /// The head of an HTTP answer, up to the empty line.
    String head() {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = read();
            if (next < 0) {
                throw new AssertionError("ended after: " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /// Everything until the end.
    String rest() {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] bytes(int length) {
        try {
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException("ended after " + bytes.length + " bytes");
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Frame frame() {
        byte[] head = bytes(2);
        int length = head[1] & 0x7f;
        if (length == 126) {
            length = ByteBuffer.wrap(bytes(2)).getShort() & 0xffff;
        } else if (length == 127) {
            length = (int) ByteBuffer.wrap(bytes(8)).getLong();
        }
        return new Frame(head[0] & 0x0f, bytes(length));
    }

    /// The next byte, -1 at the end; a reset counts as an end, too.
    int read() {
        try {
            return in.read();
        } catch (java.net.SocketTimeoutException e) {
            throw new AssertionError("nothing came", e);
        } catch (IOException e) {
            return -1;
        }
    }

    boolean atEnd() {
        return read() < 0;
    }

    /// Whether the server closes the connection within some milliseconds without a byte more.
    boolean endedWithin(int millis) {
        try {
            socket.setSoTimeout(millis);
            return in.read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /// Whether nothing has arrived until now.
    boolean nothingCame() {
        try {
            return in.available() == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One HTTP answer, head and body.
    String answer() {
        String head = head();
        int length = Arrays.stream(head.split("\r\n")).filter(line -> line.toLowerCase().startsWith("content-length:"))
            .mapToInt(line -> Integer.parseInt(line.substring(15).strip())).findFirst().orElse(0);
        return head + new String(bytes(length), StandardCharsets.UTF_8);
    }

    /// The whole answer to one plain request.
    static String ask(int port, String... lines) {
        try (RawSocketClient peer = new RawSocketClient(port)) {
            peer.raw(String.join("\r\n", lines) + "\r\n\r\n");
            return peer.answer();
        }
    }

    static String post(int port, String path, String body, String... headers) {
        String[] lines = new String[headers.length + 2];
        lines[0] = "POST " + path + " HTTP/1.1";
        System.arraycopy(headers, 0, lines, 1, headers.length);
        lines[lines.length - 1] = "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
        try (RawSocketClient peer = new RawSocketClient(port)) {
            peer.raw(String.join("\r\n", lines));
            return peer.answer();
        }
    }

    /// Drops TCP without a close frame.
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
