package earshot.audio.format;

import module java.base;

/// The four-byte header of an MP3 frame. Source: ISO 11172-3 and 13818-3, layer III only, with the low rates of MPEG 2.5.
///
/// @param length bytes of the whole frame
/// @param samples of each channel in the frame
/// @param infoOffset offset of `Xing` or `Info` in a frame that describes the file instead of holding audio
record Mp3Header(int rate, int channels, int length, int samples, int infoOffset) implements FrameHeader {
    static final int SIZE = 4;

    private static final int[] KBITS_1 = {32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320};
    private static final int[] KBITS_2 = {8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160};
    private static final int[] RATES = {44_100, 48_000, 32_000};

    /// Reads the header at index `parse`; empty when the bytes there are none.
    static Optional<Mp3Header> parse(byte[] bytes, int at) {
        if (at < 0 || at + SIZE > bytes.length || (bytes[at] & 0xff) != 0xff || (bytes[at + 1] & 0xe6) != 0xe2) {
            return Optional.empty();
        }
        int version = bytes[at + 1] >> 3 & 3;
        int bitrate = bytes[at + 2] >> 4 & 15;
        int frequency = bytes[at + 2] >> 2 & 3;
        if (version == 1 || bitrate == 0 || bitrate == 15 || frequency == 3) {
            return Optional.empty();
        }
        boolean first = version == 3;
        int rate = RATES[frequency] >> (first ? 0 : version == 2 ? 1 : 2);
        int bits = 1_000 * (first ? KBITS_1 : KBITS_2)[bitrate - 1];
        boolean mono = (bytes[at + 3] & 0xc0) == 0xc0;
        boolean checked = (bytes[at + 1] & 1) == 0;
        int side = first ? mono ? 17 : 32 : mono ? 9 : 17;
        return Optional.of(new Mp3Header(rate, mono ? 1 : 2, (first ? 144 : 72) * bits / rate + (bytes[at + 2] >> 1 & 1), first ? 1_152 : 576,
            SIZE + (checked ? 2 : 0) + side));
    }

    @Override
    public int kind() {
        return rate;
    }
}
