package earshot.data;

import module java.base;

/// Text of Chinese systems that is not UTF-8: GBK, read as GB18030, which contains it.
public final class ChineseText {
    private static final String ENCODING = "GB18030";
    private static final int FIRST_HIGH = 0xA1;

    private ChineseText() {}

    /// The text, where all of it is plausible Chinese; empty where the bytes may as well be something else.
    public static Optional<String> decode(byte[] bytes) {
        return decode(bytes, true);
    }

    private static Optional<String> decode(byte[] bytes, boolean whole) {
        return Charset.isSupported(ENCODING) && inPairs(bytes) ? strictly(Charset.forName(ENCODING), bytes, whole).filter(ChineseText::plausible)
            : Optional.empty();
    }

    /// What a program wrote, in UTF-8 or in the encoding of a Chinese system; signs that are in neither are replaced. One that is cut off at the
    /// end is left out.
    public static String ofProgram(byte[] bytes) {
        return strictly(StandardCharsets.UTF_8, bytes, false).or(() -> decode(bytes, false)).orElseGet(() -> new String(bytes, StandardCharsets.UTF_8));
    }

    private static Optional<String> strictly(Charset charset, byte[] bytes, boolean whole) {
        CharBuffer into = CharBuffer.allocate(bytes.length);
        return charset.newDecoder().decode(ByteBuffer.wrap(bytes), into, whole).isError() ? Optional.empty() : Optional.of(into.flip().toString());
    }

    /// Whether the text holds nothing but ASCII, Chinese and its punctuation: bytes of another encoding would give rare signs, too.
    private static boolean plausible(String text) {
        return text.codePoints().allMatch(c -> c < 0x80 || c >= 0x4E00 && c <= 0x9FFF || c >= 0x3000 && c <= 0x303F || c >= 0xFF00 && c <= 0xFFEF
            || c >= 0x2010 && c <= 0x203B || c == 0xB7);
    }

    /// Whether both bytes of nearly all signs are high, as those of usual Chinese are. In a Western text an accented letter stands alone.
    private static boolean inPairs(byte[] bytes) {
        int pairs = 0;
        int lone = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] < 0) {
                pairs++;
                i++;
                lone += i < bytes.length && (bytes[i] & 0xFF) < FIRST_HIGH ? 1 : 0;
            }
        }
        return lone * 10 <= pairs;
    }
}
