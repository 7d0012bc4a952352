package earshot.ui;

import module java.base;

/// First letters of the pinyin of Chinese words, as people type them to find something. GB 2312 has its 3755 common characters in the order of their
/// pinyin, so that the position tells the letter; of a character with several readings it is that of the first.
final class PinyinInitials {
    private static final String LETTERS = "abcdefghjklmnopqrstwxyz";
    /// Code of the first character of each letter, and the code after the last.
    private static final int[] BEGINS = { 0xB0A1, 0xB0C5, 0xB2C1, 0xB4EE, 0xB6EA, 0xB7A2, 0xB8C1, 0xB9FE, 0xBBF7, 0xBFA6, 0xC0AC, 0xC2E8, 0xC4C3, 0xC5B6,
        0xC5BE, 0xC6DA, 0xC8BB, 0xC8F6, 0xCBFA, 0xCDDA, 0xCEF4,
        0xD1B9, 0xD4D1, 0xD7FA};

    private PinyinInitials() {}

    /// One letter for each character that has one, a blank for each other; empty for a text without any, or where the runtime lacks the character set.
    static String of(String text) {
        if (!Charset.isSupported("GBK") || text.codePoints().noneMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN)) {
            return "";
        }
        Charset gbk = Charset.forName("GBK");
        return text.codePoints().mapToObj(c -> letter(new String(Character.toChars(c)).getBytes(gbk))).collect(Collectors.joining());
    }

    private static String letter(byte[] code) {
        int at = code.length == 2 ? Arrays.binarySearch(BEGINS, (code[0] & 0xff) << 8 | code[1] & 0xff) : -1;
        int letter = at >= 0 ? at : -at - 2;
        return letter >= 0 && letter < LETTERS.length() ? LETTERS.substring(letter, letter + 1) : " ";
    }
}
