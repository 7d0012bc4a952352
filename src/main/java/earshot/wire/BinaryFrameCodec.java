package earshot.wire;

import module java.base;

import earshot.problem.ProblemReason;

/// Encodes and decodes binary messages in the three framings, all numbers big-endian.
/// Source: xiaozhi-protocol section 3. Pure functions; unwrapping never throws.
///
/// A frame of another framing than the announced one is distinguished from a broken frame, so that the reason says what to
/// correct: the sizes in the heads match by chance in only about one of 65 536 packets.
public final class BinaryFrameCodec {
    private static final int TIMESTAMPED_HEAD = 16;
    private static final int COMPACT_HEAD = 4;
    private static final int COMPACT_MAX = 0xFFFF;
    private static final int OPUS = 0;
    private static final int JSON = 1;

    private BinaryFrameCodec() {}

    /// Decodes a binary message. The result may share the array `frame`.
    public static UnwrappedFrame unwrap(Framing framing, byte[] frame) {
        if (frame.length == 0) {
            return new UnwrappedFrame.Empty();
        }
        return switch (framing) {
            case RAW -> raw(frame);
            case TIMESTAMPED -> timestamped(frame);
            case COMPACT -> compact(frame);
        };
    }

    /// Encodes a packet. The result may share the array `packet`.
    ///
    /// @param timestampMillis only framing 2 carries it, its low 32 bits
    /// @throws IllegalArgumentException when the packet is too large for framing 3 (65 535 bytes)
    public static byte[] wrap(Framing framing, byte[] packet, long timestampMillis) {
        return switch (framing) {
            case RAW -> packet;
            case TIMESTAMPED -> ByteBuffer.allocate(TIMESTAMPED_HEAD + packet.length)
                .putShort((short) 2).putShort((short) OPUS).putInt(0).putInt((int) timestampMillis).putInt(packet.length).put(packet).array();
            case COMPACT -> {
                if (packet.length > COMPACT_MAX) {
                    throw new IllegalArgumentException("a packet of " + packet.length + " bytes does not fit framing 3");
                }
                yield ByteBuffer.allocate(COMPACT_HEAD + packet.length).put((byte) OPUS).put((byte) 0).putShort((short) packet.length).put(packet).array();
            }
        };
    }

    private static UnwrappedFrame raw(byte[] frame) {
        if (fitsTimestamped(frame)) {
            return new UnwrappedFrame.Malformed(ProblemReason.FRAMING_RAW.with(2));
        }
        // a raw packet that begins with 0 would be narrow-band speech of 10 ms, which no client sends
        if (fitsCompact(frame)) {
            return new UnwrappedFrame.Malformed(ProblemReason.FRAMING_RAW.with(3));
        }
        return new UnwrappedFrame.Packet(frame, 0);
    }

    private static UnwrappedFrame timestamped(byte[] frame) {
        if (frame.length < TIMESTAMPED_HEAD) {
            return new UnwrappedFrame.Malformed(ProblemReason.FRAMING_SHORT.with(2, frame.length, TIMESTAMPED_HEAD, looksLike(frame)));
        }
        ByteBuffer head = ByteBuffer.wrap(frame);
        int version = Short.toUnsignedInt(head.getShort());
        int type = Short.toUnsignedInt(head.getShort());
        head.getInt();
        long timestamp = Integer.toUnsignedLong(head.getInt());
        long size = Integer.toUnsignedLong(head.getInt());
        if (version != 2) {
            return new UnwrappedFrame.Malformed(ProblemReason.FRAMING_VERSION.with(2, version, looksLike(frame)));
        }
        return payload(2, frame, TIMESTAMPED_HEAD, type, size, timestamp);
    }

    private static UnwrappedFrame compact(byte[] frame) {
        if (frame.length < COMPACT_HEAD) {
            return new UnwrappedFrame.Malformed(ProblemReason.FRAMING_SHORT.with(3, frame.length, COMPACT_HEAD, looksLike(frame)));
        }
        ByteBuffer head = ByteBuffer.wrap(frame);
        int type = Byte.toUnsignedInt(head.get());
        head.get();
        return payload(3, frame, COMPACT_HEAD, type, Short.toUnsignedInt(head.getShort()), 0);
    }

    private static UnwrappedFrame payload(int version, byte[] frame, int head, int type, long size, long timestamp) {
        int rest = frame.length - head;
        if (size != rest) {
            return new UnwrappedFrame.Malformed(ProblemReason.FRAMING_SIZE.with(version, size, rest, looksLike(frame)));
        }
        if (rest == 0) {
            return new UnwrappedFrame.Empty();
        }
        byte[] content = Arrays.copyOfRange(frame, head, frame.length);
        return switch (type) {
            case OPUS -> new UnwrappedFrame.Packet(content, timestamp);
            case JSON -> new UnwrappedFrame.Text(new String(content, StandardCharsets.UTF_8));
            default -> new UnwrappedFrame.Malformed(ProblemReason.FRAMING_TYPE.with(version, type));
        };
    }

    private static ProblemReason looksLike(byte[] frame) {
        return fitsTimestamped(frame) ? ProblemReason.FRAMING_LIKE_2 : fitsCompact(frame) ? ProblemReason.FRAMING_LIKE_3 : ProblemReason.FRAMING_LIKE_1;
    }

    private static boolean fitsTimestamped(byte[] frame) {
        ByteBuffer head = ByteBuffer.wrap(frame);
        return frame.length >= TIMESTAMPED_HEAD && head.getShort(0) == 2 && (head.getShort(2) == OPUS || head.getShort(2) == JSON)
            && head.getInt(12) == frame.length - TIMESTAMPED_HEAD;
    }

    private static boolean fitsCompact(byte[] frame) {
        return frame.length > COMPACT_HEAD && frame[0] == OPUS && frame[1] == 0
            && Short.toUnsignedInt(ByteBuffer.wrap(frame).getShort(2)) == frame.length - COMPACT_HEAD;
    }
}
