package earshot.audio.format;

import module java.base;

/// A tag of ID3v2, which stands before MP3 and other sound. Source: id3.org, ID3v2.4.0, section 3.1.
final class Id3Tag {
    static final int HEAD = 10;

    private static final String NAME = "ID3";
    private static final int VERSION = 3;
    private static final int FLAGS = 5;
    private static final int SIZE = 6;
    private static final int FOOT = 0x10;

    private Id3Tag() {}

    /// Whether one of version 2 to 4 begins at an index. Each byte of its size has seven bits.
    static Match at(byte[] bytes, int at) {
        int there = Math.min(HEAD, bytes.length - at);
        boolean tag = there > 0;
        for (int i = 0; tag && i < there; i++) {
            byte one = bytes[at + i];
            tag = i < VERSION ? one == NAME.charAt(i) : i > VERSION || one >= 2 && one <= 4;
            tag &= i < SIZE || one >= 0;
        }
        return !tag ? Match.NONE : there == HEAD ? Match.WHOLE : Match.PARTIAL;
    }

    /// Bytes of the whole tag that begins at an index.
    static int length(byte[] bytes, int at) {
        int size = 0;
        for (int i = SIZE; i < HEAD; i++) {
            size = size << 7 | bytes[at + i] & 0x7f;
        }
        return HEAD + size + ((bytes[at + FLAGS] & FOOT) == 0 ? 0 : HEAD);
    }
}
