package earshot.audio;

import earshot.problem.ProblemReason;

/// The header of an Opus packet (RFC 6716, section 3). It is read before decoding, so that nobody has to assume a duration, a
/// bandwidth or a channel count.
///
/// @param config 0 to 31, the first five bits: mode, bandwidth and frame duration
/// @param channels 1 or 2
/// @param frames how many Opus frames the packet holds, 1 to 48
public record OpusPacket(int config, int channels, int frames) {
    /// The coder of a packet.
    public enum Mode { SILK, HYBRID, CELT }

    /// Duration of the longest possible packet, microseconds.
    static final int LONGEST_MICROS = 120_000;
    private static final int LONGEST_FRAME_BYTES = 1275;
    /// What an encoder may return: three frames of the largest size, with their lengths.
    static final int LONGEST_ENCODED_BYTES = 3 * LONGEST_FRAME_BYTES + 7;

    /// Reads the header and checks the structure of the whole packet, but not the coded audio.
    ///
    /// @throws UndecodableAudioException when the bytes are not an Opus packet
    public static OpusPacket of(byte[] packet) {
        if (packet.length == 0) {
            throw new UndecodableAudioException(ProblemReason.PACKET_EMPTY);
        }
        int toc = packet[0] & 0xff;
        int config = toc >> 3;
        int frames = switch (toc & 3) {
            case 0 -> single(packet);
            case 1 -> twoEqual(packet);
            case 2 -> twoDifferent(packet);
            default -> many(packet, frameMicros(config));
        };
        return new OpusPacket(config, (toc & 4) == 0 ? 1 : 2, frames);
    }

    /// Duration of the audio in microseconds as the header says, without a check; 0 to 120 000.
    public static int statedMicros(byte[] packet) {
        if (packet.length == 0) {
            return 0;
        }
        int frames = switch (packet[0] & 3) {
            case 0 -> 1;
            case 1, 2 -> 2;
            default -> packet.length > 1 ? packet[1] & 0x3f : 0;
        };
        return Math.min(frames * frameMicros((packet[0] & 0xff) >> 3), LONGEST_MICROS);
    }

    public Mode mode() {
        return config < 12 ? Mode.SILK : config < 16 ? Mode.HYBRID : Mode.CELT;
    }

    /// Duration of the audio in microseconds, 2500 to 120 000.
    public int micros() {
        return frames * frameMicros(config);
    }

    /// Samples of one channel when decoded at `rate` Hz.
    public int samples(int rate) {
        return (int) ((long) micros() * rate / 1_000_000);
    }

    private static int frameMicros(int config) {
        if (config < 12) {
            return switch (config & 3) {
                case 0 -> 10_000;
                case 1 -> 20_000;
                case 2 -> 40_000;
                default -> 60_000;
            };
        }
        if (config < 16) {
            return (config & 1) == 0 ? 10_000 : 20_000;
        }
        return 2_500 << (config & 3);
    }

    private static int single(byte[] packet) {
        check(packet.length - 1 <= LONGEST_FRAME_BYTES, ProblemReason.PACKET_FRAME_LONG);
        return 1;
    }

    private static int twoEqual(byte[] packet) {
        int payload = packet.length - 1;
        check((payload & 1) == 0, ProblemReason.PACKET_ODD);
        check(payload / 2 <= LONGEST_FRAME_BYTES, ProblemReason.PACKET_FRAME_LONG);
        return 2;
    }

    private static int twoDifferent(byte[] packet) {
        int first = frameLength(packet, 1, packet.length);
        int second = packet.length - 1 - lengthBytes(first) - first;
        check(second >= 0, ProblemReason.PACKET_FRAME_BEYOND);
        check(second <= LONGEST_FRAME_BYTES, ProblemReason.PACKET_FRAME_LONG);
        return 2;
    }

    private static int many(byte[] packet, int frameMicros) {
        check(packet.length >= 2, ProblemReason.PACKET_NO_COUNT);
        int head = packet[1] & 0xff;
        int frames = head & 0x3f;
        check(frames > 0 && frames * frameMicros <= LONGEST_MICROS, ProblemReason.PACKET_LONG);
        boolean different = (head & 0x80) != 0;
        int at = 2;
        int end = packet.length;
        if ((head & 0x40) != 0) {
            int padding;
            do {
                check(at < end, ProblemReason.PACKET_PADDING);
                padding = packet[at++] & 0xff;
                end -= padding == 255 ? 254 : padding;
            } while (padding == 255);
        }
        check(end >= at, ProblemReason.PACKET_PADDING);
        if (!different) {
            check((end - at) % frames == 0, ProblemReason.PACKET_UNEQUAL);
            check((end - at) / frames <= LONGEST_FRAME_BYTES, ProblemReason.PACKET_FRAME_LONG);
            return frames;
        }
        int sum = 0;
        for (int i = 1; i < frames; i++) {
            int length = frameLength(packet, at, end);
            at += lengthBytes(length);
            sum += length;
        }
        int last = end - at - sum;
        check(last >= 0, ProblemReason.PACKET_FRAME_BEYOND);
        check(last <= LONGEST_FRAME_BYTES, ProblemReason.PACKET_FRAME_LONG);
        return frames;
    }

    private static int frameLength(byte[] packet, int at, int end) {
        check(at < end, ProblemReason.PACKET_NO_LENGTH);
        int length = packet[at] & 0xff;
        if (length < 252) {
            return length;
        }
        check(at + 1 < end, ProblemReason.PACKET_HALF_LENGTH);
        return length + 4 * (packet[at + 1] & 0xff);
    }

    private static int lengthBytes(int length) {
        return length < 252 ? 1 : 2;
    }

    private static void check(boolean holds, ProblemReason otherwise) {
        if (!holds) {
            throw new UndecodableAudioException(ProblemReason.PACKET_DAMAGED, otherwise);
        }
    }
}
