package earshot.audio.format;

import module java.base;

/// The formats that are read here, told by their bytes.
enum AudioFormat {
    WAV, OGG, FLAC, MP4, MP3, AAC;

    /// Bytes of the longest sign at the beginning of a format.
    static final int SIGN = 16;
    /// Frames in a row by which a format without a sign is found after other bytes: two may be chance.
    private static final int FRAMES = 3;
    private static final List<Sign> SIGNS = List.of(new Sign(WAV, "RIFF????WAVE"), new Sign(WAV, "RIFX????WAVE"), new Sign(WAV, "RF64????WAVE"),
        new Sign(WAV, "BW64????WAVE"), new Sign(OGG, "OggS\0\u0002"), new Sign(FLAC, "fLaC\0\0\0\""), new Sign(MP4, "\0\0??ftyp"));
    private static final List<List<Sign>> SIGNS_BY_FIRST_BYTE = IntStream.rangeClosed(0, 0xff)
        .mapToObj(first -> SIGNS.stream().filter(sign -> sign.text().charAt(0) == first).toList()).toList();
    /// Those that have tags ([Id3Tag]) inside.
    private static final Set<AudioFormat> TAGGED_INSIDE = EnumSet.of(WAV, MP4, MP3);
    /// Those whose decoders take any number of files in a row.
    private static final Set<AudioFormat> CHAINED = EnumSet.of(OGG, MP4, MP3, AAC);

    /// Bytes at the beginning that other bytes hardly have.
    ///
    /// @param text `?` is any byte
    private record Sign(AudioFormat format, String text) {}

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
        return SIGNS.stream().filter(sign -> match(sign.text(), bytes, at) == Match.WHOLE).map(Sign::format).findFirst();
    }

    /// The one of which several frames follow each other from an index.
    static Optional<AudioFormat> framed(byte[] bytes, int at) {
        return Stream.of(MP3, AAC).filter(format -> framed(format, bytes, at) == Match.WHOLE).findFirst();
    }

    /// Whether a file begins at an index that the decoder of the present one does not take itself.
    ///
    /// @param present format; raw samples have none and look like frames too easily
    static Match begins(Optional<AudioFormat> present, byte[] bytes, int at) {
        Match match = Match.NONE;
        for (Sign sign : SIGNS_BY_FIRST_BYTE.get(bytes[at] & 0xff)) {
            match = isOther(present, sign.format()) ? match.or(match(sign.text(), bytes, at)) : match;
        }
        if (present.isEmpty() || match != Match.NONE) {
            return match;
        }
        Match tag = TAGGED_INSIDE.contains(present.get()) ? Match.NONE : Id3Tag.at(bytes, at);
        Match mp3 = isOther(present, MP3) ? framed(MP3, bytes, at) : Match.NONE;
        return tag != Match.NONE ? tag : mp3.or(isOther(present, AAC) ? framed(AAC, bytes, at) : Match.NONE);
    }

    private static boolean isOther(Optional<AudioFormat> present, AudioFormat format) {
        return !CHAINED.contains(format) || present.filter(one -> one == format).isEmpty();
    }

    private static Match framed(AudioFormat format, byte[] bytes, int at) {
        if ((bytes[at] & 0xff) != 0xff || at + 1 < bytes.length && (bytes[at + 1] & 0xe0) != 0xe0) {
            return Match.NONE;
        }
        boolean mp3 = format == MP3;
        int head = mp3 ? Mp3Header.SIZE : AdtsHeader.LEAST;
        if (at + head > bytes.length) {
            return Match.PARTIAL;
        }
        return mp3 ? FrameHeader.follow(Mp3Header::parse, head, bytes, at, FRAMES) : FrameHeader.follow(AdtsHeader::parse, head, bytes, at, FRAMES);
    }

    private static Match match(String sign, byte[] bytes, int at) {
        int there = Math.min(sign.length(), bytes.length - at);
        for (int i = 0; i < there; i++) {
            if (sign.charAt(i) != '?' && sign.charAt(i) != (bytes[at + i] & 0xff)) {
                return Match.NONE;
            }
        }
        return there == sign.length() ? Match.WHOLE : Match.PARTIAL;
    }

    private static String tag(byte[] bytes, int at) {
        return at + 4 > bytes.length ? "" : new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
    }
}
