package earshot.audio.format;

import module java.base;

/// How a sample is written in a WAV file. Source: Multimedia Programming Interface and Data Specifications; ITU-T G.711.
enum SampleCoding {
    PCM_8(1, 1), PCM_16(1, 2), PCM_24(1, 3), PCM_32(1, 4), FLOAT_32(3, 4), FLOAT_64(3, 8), A_LAW(6, 1), MU_LAW(7, 1);

    private final int kind;
    private final int bytes;

    SampleCoding(int kind, int bytes) {
        this.kind = kind;
        this.bytes = bytes;
    }

    /// That of a format tag with so many bits; empty when it is not read here. Integers fill their bytes from above.
    static Optional<SampleCoding> of(int kind, int bits) {
        return Arrays.stream(values()).filter(coding -> coding.kind == kind && 8 * coding.bytes == (kind == PCM_16.kind ? Math.ceilDiv(bits, 8) * 8 : bits))
            .findFirst();
    }

    /// The usual name of one that is not read here, by its format tag; empty where it has none.
    static String nameOfOther(int kind) {
        return switch (kind) {
            case 0x02 -> "MS ADPCM";
            case 0x11 -> "IMA ADPCM";
            case 0x31 -> "GSM 6.10";
            case 0x42 -> "G.723.1";
            case 0x45, 0x64 -> "G.726";
            case 0x50 -> "MP2";
            case 0x55 -> "MP3";
            case 0xff, 0x1600, 0x1610 -> "AAC";
            case 0x161, 0x162, 0x163 -> "WMA";
            case 0x2000 -> "AC-3";
            case 0x674f, 0x6750, 0x6751 -> "Vorbis";
            case 0x704f -> "Opus";
            case 0xf1ac -> "FLAC";
            default -> "";
        };
    }

    int bytes() {
        return bytes;
    }

    /// The sample at an index, brought to 16 bits. What is not a number is silence.
    int sample(ByteBuffer in, int at) {
        return switch (this) {
            case PCM_8 -> ((in.get(at) & 0xff) - 128) << 8;
            case PCM_16 -> in.getShort(at);
            case PCM_24 -> in.getShort(in.order() == ByteOrder.LITTLE_ENDIAN ? at + 1 : at);
            case PCM_32 -> in.getShort(in.order() == ByteOrder.LITTLE_ENDIAN ? at + 2 : at);
            case FLOAT_32 -> scaled(in.getFloat(at));
            case FLOAT_64 -> scaled(in.getDouble(at));
            case A_LAW -> aLaw(in.get(at) ^ 0x55);
            case MU_LAW -> muLaw(~in.get(at));
        };
    }

    private static int scaled(double sample) {
        return (int) Math.clamp(Math.round(sample * 32_768), Short.MIN_VALUE, Short.MAX_VALUE);
    }

    private static int aLaw(int code) {
        int exponent = code >> 4 & 7;
        int mantissa = (code & 15) << 4 | 8;
        int size = exponent == 0 ? mantissa : (mantissa | 0x100) << exponent - 1;
        return (code & 0x80) != 0 ? size : -size;
    }

    private static int muLaw(int code) {
        int size = (((code & 15) << 3 | 0x84) << (code >> 4 & 7)) - 0x84;
        return (code & 0x80) != 0 ? -size : size;
    }
}
