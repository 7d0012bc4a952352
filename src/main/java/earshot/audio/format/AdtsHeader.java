package earshot.audio.format;

import module java.base;

/// The header of a frame of AAC that stands for itself (ADTS). Source: ISO 14496-3, annex 1.A.2.2.
///
/// @param size bytes of the header
/// @param length bytes of the whole frame
/// @param blocks of sound in the frame
/// @param config how its sound is coded, as an MP4 file says it (AudioSpecificConfig)
record AdtsHeader(int size, int length, int blocks, int config) implements FrameHeader {
    static final int LEAST = 7;

    /// Reads the header at an index; empty when the bytes there are none.
    static Optional<AdtsHeader> parse(ByteQueue in, int at) {
        if (at + LEAST > in.size() || in.at(at) != 0xff || (in.at(at + 1) & 0xf6) != 0xf0) {
            return Optional.empty();
        }
        int profile = in.at(at + 2) >> 6;
        int frequency = in.at(at + 2) >> 2 & 15;
        int channels = (in.at(at + 2) & 1) << 2 | in.at(at + 3) >> 6;
        int length = (in.at(at + 3) & 3) << 11 | in.at(at + 4) << 3 | in.at(at + 5) >> 5;
        int size = (in.at(at + 1) & 1) == 1 ? LEAST : LEAST + 2;
        if (frequency >= 13 || length <= size) {
            return Optional.empty();
        }
        return Optional.of(new AdtsHeader(size, length, (in.at(at + 6) & 3) + 1, profile + 1 << 11 | frequency << 7 | channels << 3));
    }

    /// The same in an array.
    static Optional<AdtsHeader> parse(byte[] bytes, int at) {
        return parse(ByteQueue.of(bytes), at);
    }

    @Override
    public int kind() {
        return config;
    }

    byte[] configBytes() {
        return new byte[] {(byte) (config >> 8), (byte) config};
    }
}
