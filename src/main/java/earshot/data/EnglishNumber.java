package earshot.data;

import module java.base;

/// Numbers as English speaks them.
public final class EnglishNumber {
    public static final List<String> TENS = List.of("zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "one hundred");

    private static final List<String> SMALL = List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen",
        "seventeen", "eighteen", "nineteen");
    private static final Pattern WORDS = Pattern
        .compile("\\b(?:(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](one|two|three|four|five|six|seven|eight|nine))?|("
            + String.join("|", SMALL.reversed()) + "))\\b");

    private EnglishNumber() {}

    /// A text in small letters with its numbers below a hundred in digits.
    public static String inDigits(String text) {
        return WORDS.matcher(text).replaceAll(found -> Integer.toString(found.group(3) != null ? SMALL.indexOf(found.group(3))
            : 10 * TENS.indexOf(found.group(1)) + (found.group(2) == null ? 0 : SMALL.indexOf(found.group(2)))));
    }
}
