package earshot.simulator;

import module java.base;

import earshot.wire.BinaryFrameCodec;
import earshot.wire.Framing;
import earshot.wire.UnwrappedFrame;

/// Wraps Opus packets into binary messages and unwraps them as the firmware does, with the bounds check it lacks (xiaozhi-protocol section 3).
final class SimulatedFraming {
    private SimulatedFraming() {}

    static byte[] wrap(Framing framing, byte[] packet) {
        return switch (framing) {
            case RAW -> packet;
            case TIMESTAMPED -> ByteBuffer.allocate(16 + packet.length).putShort((short) 2).putShort((short) 0).putInt(0).putInt(0).putInt(packet.length)
                .put(packet).array();
            case COMPACT -> ByteBuffer.allocate(4 + packet.length).put((byte) 0).put((byte) 0).putShort((short) packet.length).put(packet).array();
        };
    }

    /// Empty when the message does not fit the form; a board would read beyond its buffer, or play noise.
    static Optional<byte[]> unwrap(Framing framing, byte[] message) {
        ByteBuffer in = ByteBuffer.wrap(message);
        return switch (framing) {
            // a board plays the head as sound
            case RAW -> BinaryFrameCodec.unwrap(framing, message) instanceof UnwrappedFrame.Malformed ? Optional.empty() : Optional.of(message);
            case TIMESTAMPED -> message.length < 16 ? Optional.empty() : payload(in.position(12), in.getInt(12) & 0xffff_ffffL, 16);
            case COMPACT -> message.length < 4 ? Optional.empty() : payload(in, in.getShort(2) & 0xffff, 4);
        };
    }

    /// When the server sent a message, in milliseconds of its own clock; only form 2 says so.
    static OptionalLong timestamp(Framing framing, byte[] message) {
        return framing == Framing.TIMESTAMPED && message.length >= 16 ? OptionalLong.of(ByteBuffer.wrap(message).getInt(8) & 0xffff_ffffL)
            : OptionalLong.empty();
    }

    /// A packet in a form that the device did not announce: with a head where the server expects none, else without one.
    static byte[] wrapWrongly(Framing framing, byte[] packet) {
        return wrap(framing == Framing.RAW ? Framing.COMPACT : Framing.RAW, packet);
    }

    private static Optional<byte[]> payload(ByteBuffer in, long size, int head) {
        if (size > in.capacity() - head) {
            return Optional.empty();
        }
        byte[] payload = new byte[(int) size];
        in.get(head, payload);
        return Optional.of(payload);
    }
}
