package earshot.audio.format;

import module java.base;

/// A page of Ogg. Source: RFC 3533, section 6.
///
/// @param size bytes of the whole page
/// @param bytes the page; empty when its checksum is wrong. Some servers leave it 0
/// @param segments how many there are
record OggPage(int size, Optional<byte[]> bytes, int segments) {
    static final int HEAD = 27;
    static final int FIRST = 2;
    static final int LAST = 4;
    static final int CHECKSUM = 22;

    private static final int CONTINUED = 1;
    private static final int POLYNOMIAL = 0x04c11db7;
    private static final int[] TABLE = IntStream.range(0, 256).map(OggPage::remainder).toArray();

    /// Whether a page begins at an index, which must be followed by 3 more bytes.
    static boolean begins(ByteQueue in, int at) {
        return in.at(at) == 'O' && in.at(at + 1) == 'g' && in.at(at + 2) == 'g' && in.at(at + 3) == 'S';
    }

    /// Reads the page at the front, without taking it; empty while not all of it is there.
    static Optional<OggPage> parse(ByteQueue in) {
        if (in.size() < HEAD || in.size() < HEAD + in.at(HEAD - 1)) {
            return Optional.empty();
        }
        int segments = in.at(HEAD - 1);
        int size = HEAD + segments;
        for (int i = 0; i < segments; i++) {
            size += in.at(HEAD + i);
        }
        if (in.size() < size) {
            return Optional.empty();
        }
        byte[] bytes = in.copy(0, size);
        int stated = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(CHECKSUM);
        Arrays.fill(bytes, CHECKSUM, CHECKSUM + 4, (byte) 0);
        return Optional.of(new OggPage(size, stated == 0 || stated == checksum(bytes) ? Optional.of(bytes) : Optional.empty(), segments));
    }

    /// Whether it begins with the rest of a packet.
    boolean continued() {
        return flag(CONTINUED);
    }

    /// Whether it begins a stream.
    boolean first() {
        return flag(FIRST);
    }

    /// Whether it ends one.
    boolean last() {
        return flag(LAST);
    }

    int segmentLength(int index) {
        return bytes.orElseThrow()[HEAD + index] & 0xff;
    }

    private boolean flag(int flag) {
        return (bytes.orElseThrow()[5] & flag) != 0;
    }

    /// The checksum of a page that has 0 in its place.
    static int checksum(byte[] bytes) {
        int sum = 0;
        for (byte one : bytes) {
            sum = sum << 8 ^ TABLE[sum >>> 24 ^ one & 0xff];
        }
        return sum;
    }

    private static int remainder(int index) {
        int remainder = index << 24;
        for (int bit = 0; bit < 8; bit++) {
            remainder = remainder << 1 ^ (remainder < 0 ? POLYNOMIAL : 0);
        }
        return remainder;
    }
}
