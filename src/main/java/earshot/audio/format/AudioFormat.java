package earshot.audio.format;

import module java.base;

/// The formats that are read here, told by their bytes.
enum AudioFormat {
    WAV, OGG, FLAC, MP4, MP3, AAC;

    /// Bytes of the longest sign at the beginning of a format.
    static final int SIGN = 16;
    /// Frames in a row by which a format without a sign is found after other bytes: two may be chance.
    private static final int FRAMES = 3;

    /// The one whose sign is at the front.
    static Optional<AudioFormat> atFront(byte[] bytes) {
        return switch (tag(bytes, 0)) {
            case "RIFF", "RIFX", "RF64", "BW64" -> Optional.of(WAV);
            case "OggS" -> Optional.of(OGG);
            case "fLaC" -> Optional.of(FLAC);
            default -> tag(bytes, 4).equals("ftyp") ? Optional.of(MP4) : Optional.empty();
        };
    }

    /// The one that begins at an index by a sign that other bytes hardly have.
    static Optional<AudioFormat> signed(byte[] bytes, int at) {
        return switch (tag(bytes, at)) {
            case "RIFF", "RIFX", "RF64", "BW64" -> Optional.of(WAV).filter(_ -> tag(bytes, at + 8).equals("WAVE"));
            case "OggS" -> Optional.of(OGG).filter(_ -> at + 5 < bytes.length && bytes[at + 4] == 0 && bytes[at + 5] == OggPage.FIRST);
            case "fLaC" -> Optional.of(FLAC).filter(_ -> tag(bytes, at + 4).equals("\0\0\0\""));
            default -> tag(bytes, at + 4).equals("ftyp") && bytes[at] == 0 && bytes[at + 1] == 0 ? Optional.of(MP4) : Optional.empty();
        };
    }

    /// The one of which several frames follow each other from an index.
    static Optional<AudioFormat> framed(byte[] bytes, int at) {
        if ((bytes[at] & 0xff) != 0xff) {
            return Optional.empty();
        }
        if (Mp3Header.frames(bytes, at, FRAMES)) {
            return Optional.of(MP3);
        }
        return AdtsHeader.frames(bytes, at, FRAMES) ? Optional.of(AAC) : Optional.empty();
    }

    private static String tag(byte[] bytes, int at) {
        return at + 4 > bytes.length ? "" : new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
    }
}
