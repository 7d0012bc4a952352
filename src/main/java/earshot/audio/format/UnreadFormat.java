package earshot.audio.format;

import module java.base;

/// Formats that are recognised by their first bytes and not decoded, so that a problem can name them.
final class UnreadFormat {
    private UnreadFormat() {}

    /// Its name; empty when the bytes are none of them.
    static Optional<String> name(byte[] first) {
        return switch (new String(first, 0, 4, StandardCharsets.ISO_8859_1)) {
            case "ADIF" -> Optional.of("AAC (ADIF)");
            case "FORM" -> Optional.of("AIFF");
            case "caff" -> Optional.of("Core Audio (CAF)");
            case ".snd" -> Optional.of("Sun audio (AU)");
            case "#!AM" -> Optional.of("AMR");
            case "#!SI" -> Optional.of("SILK");
            case "wvpk" -> Optional.of("WavPack");
            case "RF64" -> Optional.of("WAV (RF64)");
            case "\u001aE\u00df\u00a3" -> Optional.of("WebM/Matroska");
            case "0&\u00b2u" -> Optional.of("Windows Media (WMA)");
            default -> Optional.empty();
        };
    }
}
