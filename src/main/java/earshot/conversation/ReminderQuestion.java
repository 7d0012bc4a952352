package earshot.conversation;

import module java.base;

import earshot.data.LetterCase;
import earshot.reminder.Reminder;

/// Understands a whole sentence that asks the scripted assistant for a reminder: "remind me in ten minutes to drink", 10分钟后提醒我喝水.
final class ReminderQuestion {
    /// No sentence that asks for a reminder is longer.
    private static final int MAX_LENGTH = Reminder.MAX_TEXT + 60;
    private static final String AMOUNT = "in (half an|[a-z0-9]{1,10}(?:[ -][a-z]{1,10})?) (minutes?|hours?)";
    private static final Pattern TIME_FIRST = Pattern.compile("(?:please )?remind me " + AMOUNT + " (?:to|that|about|of) (.+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern TIME_LAST = Pattern.compile("(?:please )?remind me (?:to|that|about|of) (.+) " + AMOUNT, Pattern.CASE_INSENSITIVE);
    private static final String CHINESE_AMOUNT = "(半|\\d{1,4}|[零〇一二两三四五六七八九十百]{1,4})(个半小时|个?小时|分钟)(?:之后|以后|后)";
    private static final Pattern CHINESE_FIRST = Pattern.compile("(?:请|麻烦|帮我)?(?:在|过)?" + CHINESE_AMOUNT + "(?:请|记得)?提醒(?:我|一下我)(.+)");
    private static final Pattern CHINESE_LAST = Pattern.compile("(?:请|麻烦|帮我)?提醒我(?:在|过)?" + CHINESE_AMOUNT + "(.+)");
    private static final List<String> SMALL = List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
        "seventeen", "eighteen", "nineteen");

    private ReminderQuestion() {}

    static Optional<ScriptedQuestion.Remind> english(String text) {
        String sentence = plain(text).replaceAll("\\s+", " ");
        Matcher first = TIME_FIRST.matcher(sentence);
        if (first.matches()) {
            return wanted(minutes(first.group(1), first.group(2)), first.group(3));
        }
        Matcher last = TIME_LAST.matcher(sentence);
        return last.matches() ? wanted(minutes(last.group(2), last.group(3)), last.group(1)) : Optional.empty();
    }

    static Optional<ScriptedQuestion.Remind> chinese(String text) {
        String sentence = plain(text).replaceAll("\\s+", "");
        return Stream.of(CHINESE_FIRST, CHINESE_LAST).map(pattern -> pattern.matcher(sentence)).filter(Matcher::matches).findFirst()
            .flatMap(found -> wanted(chineseMinutes(found.group(1), found.group(2)), found.group(3)));
    }

    /// Without the marks at its ends; a long text asks for nothing.
    private static String plain(String text) {
        return text.length() > MAX_LENGTH ? "" : text.strip().replaceAll("[\\p{P}\\s]+$", "");
    }

    private static Optional<ScriptedQuestion.Remind> wanted(OptionalInt minutes, String text) {
        String what = text.strip().replaceAll("^[，,：:\\s]+", "");
        return minutes.isPresent() && minutes.getAsInt() > 0 && !what.isEmpty() ? Optional.of(new ScriptedQuestion.Remind(minutes.getAsInt(), what)) : Optional.empty();
    }

    private static OptionalInt minutes(String amount, String unit) {
        int minutesOfUnit = LetterCase.lower(unit).startsWith("hour") ? 60 : 1;
        if (amount.equalsIgnoreCase("half an")) {
            return minutesOfUnit == 60 ? OptionalInt.of(30) : OptionalInt.empty();
        }
        OptionalInt number = number(LetterCase.lower(amount));
        return number.isPresent() ? OptionalInt.of(number.getAsInt() * minutesOfUnit) : number;
    }

    /// In digits, or as a word up to ninety-nine.
    private static OptionalInt number(String amount) {
        if (amount.matches("\\d{1,4}")) {
            return OptionalInt.of(Integer.parseInt(amount));
        }
        if (amount.equals("a") || amount.equals("an")) {
            return OptionalInt.of(1);
        }
        String[] parts = amount.split("[ -]");
        int tens = EnglishQuestion.TENS.indexOf(parts[0]);
        int ones = SMALL.indexOf(parts[parts.length - 1]);
        if (parts.length == 1) {
            return ones > 0 ? OptionalInt.of(ones) : tens > 0 ? OptionalInt.of(tens * 10) : OptionalInt.empty();
        }
        return tens > 1 && ones > 0 && ones < 10 ? OptionalInt.of(tens * 10 + ones) : OptionalInt.empty();
    }

    private static OptionalInt chineseMinutes(String amount, String unit) {
        if (amount.equals("半")) {
            return unit.endsWith("小时") && !unit.contains("半") ? OptionalInt.of(30) : OptionalInt.empty();
        }
        OptionalInt number = Character.isDigit(amount.charAt(0)) ? OptionalInt.of(Integer.parseInt(amount)) : ChineseQuestion.percent(amount);
        return number.isEmpty() || !unit.endsWith("小时") ? number : OptionalInt.of(number.getAsInt() * 60 + (unit.contains("半") ? 30 : 0));
    }
}
