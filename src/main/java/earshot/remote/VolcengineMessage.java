package earshot.remote;

import module java.base;

import earshot.problem.ProblemReason;

/// A message of the binary protocol of Volcengine's speech services. Four bytes say the version, the length of the head, the kind of the message, what
/// follows the head, how the payload is written and whether it is compressed; numbers are big-endian.
///
/// @param event of a session, 0 where the message has none
/// @param code of an error, 0 elsewhere
/// @param last whether the service says that nothing follows
/// @param payload JSON or sound, not compressed any more
public record VolcengineMessage(Kind kind, int event, long code, boolean last, byte[] payload) {
    /// What a message is.
    public enum Kind {
        ANSWER(0x9), SOUND(0xb), ERROR(0xf);

        private final int number;

        Kind(int number) {
            this.number = number;
        }
    }

    /// What an event says, either way.
    public static final int CONNECTION_FAILED = 51;
    public static final int START_SESSION = 100;
    public static final int FINISH_SESSION = 102;
    public static final int SESSION_FINISHED = 152;
    public static final int SESSION_FAILED = 153;
    public static final int TASK = 200;

    private static final int VERSION_AND_HEAD = 0x11;
    private static final int REQUEST = 0x1;
    private static final int SENT_SOUND = 0x2;
    private static final int LAST = 0x2;
    private static final int NUMBERED = 0x1;
    private static final int WITH_EVENT = 0x4;
    private static final int JSON = 0x10;
    private static final int COMPRESSED = 0x1;
    private static final int MAX_BYTES = 8 << 20;

    /// An event of a session, with JSON.
    public static byte[] event(int event, String session, String json) {
        byte[] id = session.getBytes(StandardCharsets.UTF_8);
        byte[] payload = json.getBytes(StandardCharsets.UTF_8);
        return head(REQUEST, WITH_EVENT, JSON, 12 + id.length + payload.length).putInt(event).putInt(id.length).put(id).putInt(payload.length).put(payload)
            .array();
    }

    /// What a recognizer is told before the sound.
    public static byte[] request(String json) {
        return compressed(REQUEST, 0, json.getBytes(StandardCharsets.UTF_8));
    }

    /// Sound for a recognizer.
    ///
    /// @param last whether nothing follows
    public static byte[] sound(byte[] pcm, boolean last) {
        return compressed(SENT_SOUND, last ? LAST : 0, pcm);
    }

    private static byte[] compressed(int kind, int flags, byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return head(kind, flags, JSON | COMPRESSED, 4 + bytes.size()).putInt(bytes.size()).put(bytes.toByteArray()).array();
    }

    private static ByteBuffer head(int kind, int flags, int writing, int following) {
        return ByteBuffer.allocate(4 + following).put((byte) VERSION_AND_HEAD).put((byte) (kind << 4 | flags)).put((byte) writing).put((byte) 0);
    }

    /// Reads what the service sent; empty where it is not of this protocol.
    public static Optional<VolcengineMessage> parse(byte[] message) {
        try {
            return message.length < 4 ? Optional.empty() : read(ByteBuffer.wrap(message));
        } catch (IOException | BufferUnderflowException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// As [#parse(byte[])].
    ///
    /// @throws earshot.problem.ProblemException when it is not of this protocol
    public static VolcengineMessage parse(byte[] message, ProviderErrors errors) {
        return parse(message).orElseThrow(() -> errors.malformed(ProblemReason.BOUND_MESSAGE, List.of(String.valueOf(message.length))));
    }

    private static Optional<VolcengineMessage> read(ByteBuffer bytes) throws IOException {
        int headBytes = 4 * (bytes.get(0) & 0xf);
        int number = bytes.get(1) >> 4 & 0xf;
        int flags = bytes.get(1) & 0xf;
        boolean zipped = (bytes.get(2) & 0xf) == COMPRESSED;
        Optional<Kind> kind = Arrays.stream(Kind.values()).filter(known -> known.number == number).findFirst();
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        bytes.position(headBytes);
        int event = 0;
        long code = 0;
        byte[] payload = {};
        if (kind.get() == Kind.ERROR) {
            code = bytes.getInt() & 0xffffffffL;
        } else if ((flags & WITH_EVENT) != 0) {
            event = bytes.getInt();
            // the id of the session or of the connection; a connection that failed may have none
            byte[] first = part(bytes);
            payload = kind.get() == Kind.ANSWER ? first : payload;
        } else if ((flags & NUMBERED) != 0 || numbered(bytes)) {
            bytes.getInt();
        }
        payload = bytes.hasRemaining() ? part(bytes) : payload;
        return Optional.of(new VolcengineMessage(kind.get(), event, code, (flags & LAST) != 0, zipped ? unzip(payload) : payload));
    }

    /// Whether a sequence number stands before the length although the flags do not say so; some services do that.
    private static boolean numbered(ByteBuffer bytes) {
        int at = bytes.position();
        return bytes.remaining() >= 8 && bytes.getInt(at) != bytes.remaining() - 4 && bytes.getInt(at + 4) == bytes.remaining() - 8;
    }

    private static byte[] part(ByteBuffer bytes) {
        int length = bytes.getInt();
        if (length < 0 || length > bytes.remaining()) {
            throw new IllegalArgumentException("length " + length);
        }
        byte[] part = new byte[length];
        bytes.get(part);
        return part;
    }

    private static byte[] unzip(byte[] payload) throws IOException {
        if (payload.length == 0) {
            return payload;
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(payload))) {
            byte[] plain = in.readNBytes(MAX_BYTES + 1);
            if (plain.length > MAX_BYTES) {
                throw new IOException("more than " + MAX_BYTES + " bytes");
            }
            return plain;
        }
    }

    /// The payload as text.
    public String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }
}
