package earshot.simulator;

import module java.base;

/// Reads and writes WebSocket frames. Accepts fragments, 64-bit lengths and masked frames as the firmware does.
/// Sends one masked frame per message.
public final class WebSocketFrameCodec {
    /// The longest payload that the firmware sends.
    static final int LONGEST_SENT = 65_535;
    private static final int LONGEST_RECEIVED = 8 << 20;

    private final DataInputStream in;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private int messageOpcode = -1;

    WebSocketFrameCodec(InputStream in) {
        this.in = new DataInputStream(in);
    }

    /// The next message or control frame; empty when the server closed TCP.
    /// @throws IOException when the connection broke or the server violated the protocol
    Optional<WebSocketMessage> next() throws IOException {
        while (true) {
            int first;
            try {
                first = in.readUnsignedByte();
            } catch (EOFException _) {
                return Optional.empty();
            }
            boolean last = (first & 0x80) != 0;
            int opcode = first & 0x0f;
            byte[] payload = payload(in.readUnsignedByte());
            Optional<WebSocketMessage> complete = switch (opcode) {
                case WebSocketOpcode.CONTINUATION, WebSocketOpcode.TEXT, WebSocketOpcode.BINARY -> append(opcode, last, payload);
                case WebSocketOpcode.CLOSE -> Optional.of(close(payload));
                case WebSocketOpcode.PING -> Optional.of(new WebSocketMessage.Ping(payload));
                case WebSocketOpcode.PONG -> Optional.of(new WebSocketMessage.Pong(payload));
                default -> throw new IOException("unknown opcode " + opcode);
            };
            if (complete.isPresent()) {
                return complete;
            }
        }
    }

    private byte[] payload(int second) throws IOException {
        long length = second & 0x7f;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        if (length < 0 || length > LONGEST_RECEIVED) {
            throw new IOException("frame of " + length + " bytes");
        }
        byte[] mask = new byte[4];
        if ((second & 0x80) != 0) {
            in.readFully(mask);
        }
        byte[] payload = new byte[(int) length];
        in.readFully(payload);
        if ((second & 0x80) != 0) {
            mask(payload, 0, payload.length, mask);
        }
        return payload;
    }

    private Optional<WebSocketMessage> append(int opcode, boolean last, byte[] payload) throws IOException {
        if (opcode != WebSocketOpcode.CONTINUATION) {
            message.reset();
            messageOpcode = opcode;
        }
        if (message.size() + payload.length > LONGEST_RECEIVED) {
            throw new IOException("message over " + LONGEST_RECEIVED + " bytes");
        }
        message.write(payload);
        if (!last) {
            return Optional.empty();
        }
        byte[] whole = message.toByteArray();
        message.reset();
        return Optional.of(messageOpcode == WebSocketOpcode.BINARY ? new WebSocketMessage.Binary(whole)
            : new WebSocketMessage.Text(new String(whole, StandardCharsets.UTF_8)));
    }

    private static WebSocketMessage close(byte[] payload) {
        if (payload.length < 2) {
            return new WebSocketMessage.Close(1005, "");
        }
        ByteBuffer body = ByteBuffer.wrap(payload);
        return new WebSocketMessage.Close(body.getShort() & 0xffff, StandardCharsets.UTF_8.decode(body).toString());
    }

    /// One masked frame.
    ///
    /// @param key four bytes
    static byte[] encode(int opcode, boolean last, byte[] payload, byte[] key) {
        int head = payload.length < 126 ? 2 : payload.length <= LONGEST_SENT ? 4 : 10;
        ByteBuffer frame = ByteBuffer.allocate(head + 4 + payload.length);
        frame.put((byte) ((last ? 0x80 : 0) | opcode));
        switch (head) {
            case 2 -> frame.put((byte) (0x80 | payload.length));
            case 4 -> frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
            default -> frame.put((byte) (0x80 | 127)).putLong(payload.length);
        }
        frame.put(key).put(payload);
        mask(frame.array(), head + 4, payload.length, key);
        return frame.array();
    }

    private static void mask(byte[] bytes, int from, int count, byte[] key) {
        for (int i = 0; i < count; i++) {
            bytes[from + i] ^= key[i & 3];
        }
    }
}
