package earshot.data;

import module java.base;

/// A whole number below two hundred as Chinese speaks it, or in digits: 五十, 三十五, 一百, 五零, 42.
public final class ChineseNumber {
    /// A pattern of what [#read] may understand.
    public static final String PATTERN = "(?:\\d{1,4}|[零〇一二两三四五六七八九十百]{1,4})";

    private static final String DIGITS = "零一二三四五六七八九";
    private static final int LARGEST = 9_999;

    private ChineseNumber() {}

    public static OptionalInt read(String written) {
        String text = written.replace('〇', '零').replace('两', '二');
        int ten = text.indexOf('十');
        int value;
        if (text.isEmpty()) {
            return OptionalInt.empty();
        } else if (Character.isDigit(text.charAt(0))) {
            value = Integer.parseInt(text);
        } else if (text.equals("百") || text.equals("一百")) {
            value = 100;
        } else if (ten >= 0) {
            value = (ten == 0 ? 1 : digits(text.substring(0, ten))) * 10 + (ten == text.length() - 1 ? 0 : digits(text.substring(ten + 1)));
        } else {
            value = digits(text);
        }
        return value >= 0 && value <= LARGEST ? OptionalInt.of(value) : OptionalInt.empty();
    }

    /// Digits one after the other; far out of range where one is none.
    private static int digits(String text) {
        return text.chars().map(DIGITS::indexOf).reduce(0, (value, digit) -> digit < 0 ? 1_000_000 : Math.min(1_000_000, value * 10 + digit));
    }
}
