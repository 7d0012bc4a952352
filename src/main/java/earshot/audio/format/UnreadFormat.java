package earshot.audio.format;

import module java.base;

/// Formats that are recognized by their first bytes and not decoded, so that a problem can name them.
final class UnreadFormat {
    private static final int TRANSPORT_PACKET = 188;

    private UnreadFormat() {}

    /// Its name; empty when the bytes are none of them.
    static Optional<String> name(byte[] first) {
        return switch (new String(first, 0, 4, StandardCharsets.ISO_8859_1)) {
            case "ADIF" -> Optional.of("AAC (ADIF)");
            case "FORM" -> Optional.of("AIFF");
            case "caff" -> Optional.of("Core Audio (CAF)");
            case ".snd" -> Optional.of("Sun audio (AU)");
            case "#!AM" -> Optional.of("AMR");
            case "#!SI", "\u0002#!S" -> Optional.of("SILK");
            case "wvpk" -> Optional.of("WavPack");
            case "riff" -> Optional.of("Wave64 (W64)");
            case "\u001aE\u00df\u00a3" -> Optional.of("WebM/Matroska");
            case "0&\u00b2u" -> Optional.of("Windows Media (WMA)");
            case ".SoX", "XoS." -> Optional.of("SoX");
            case "MThd" -> Optional.of("MIDI");
            case "MAC " -> Optional.of("Monkey's Audio (APE)");
            case "MPCK" -> Optional.of("Musepack");
            case "TTA1" -> Optional.of("True Audio (TTA)");
            case "DSD " -> Optional.of("DSD (DSF)");
            case ".RMF", ".ra\u00fd" -> Optional.of("RealAudio");
            case "FLV\u0001" -> Optional.of("Flash video (FLV)");
            case "Crea" -> Optional.of("Creative Voice (VOC)");
            case "NIST" -> Optional.of("SPHERE (NIST)");
            case "#EXT" -> Optional.of("M3U8");
            case "PK\u0003\u0004" -> Optional.of("ZIP");
            case "%PDF" -> Optional.of("PDF");
            case "\u0089PNG" -> Optional.of("PNG");
            default -> quickTime(first) ? Optional.of("QuickTime (MOV)") : transportStream(first) ? Optional.of("MPEG-TS") : Optional.empty();
        };
    }

    /// The name of one whose first bytes samples may have, too; empty when the bytes are none of them.
    static Optional<String> frames(byte[] first) {
        int sync = (first[0] & 0xff) << 8 | first[1] & 0xff;
        boolean mpeg = (sync & 0xffe0) == 0xffe0 && (sync & 0x18) != 0x08 && (first[2] & 0xf0) != 0xf0 && (first[2] & 0x0c) != 0x0c;
        if (mpeg && (sync & 0x06) >= 0x04) {
            return Optional.of((sync & 0x06) == 0x04 ? "MP2" : "MP1");
        }
        if (mpeg && (sync & 0x06) == 0x02 && (first[2] & 0xf0) == 0) {
            return Optional.of("MP3 (free format)");
        }
        if ((sync & 0xffe0) == 0x56e0) {
            return Optional.of("AAC (LATM)");
        }
        return switch (sync) {
            case 0x0b77 -> Optional.of("AC-3");
            case 0x1f8b -> Optional.of("gzip");
            default -> Optional.empty();
        };
    }

    /// Told before frames are looked for, since there are frames of AAC in it.
    private static boolean transportStream(byte[] first) {
        return first[0] == 'G' && first.length > 2 * TRANSPORT_PACKET && first[TRANSPORT_PACKET] == 'G' && first[2 * TRANSPORT_PACKET] == 'G';
    }

    private static boolean quickTime(byte[] first) {
        return first.length >= 8 && List.of("moov", "mdat", "wide").contains(new String(first, 4, 4, StandardCharsets.ISO_8859_1));
    }
}
