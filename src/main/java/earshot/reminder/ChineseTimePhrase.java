package earshot.reminder;

import module java.base;

import earshot.data.ChineseNumber;
import earshot.reminder.TimePhrase.DayPart;

/// Reads a phrase for a time in Chinese part by part, in the order in which they are said.
final class ChineseTimePhrase {
    private static final String N = ChineseNumber.PATTERN;
    private static final String WEEK = "(?:周|星期|礼拜)";
    private static final Pattern LATER = Pattern
        .compile("(?:再?过|在)?(?:(半)个?(小时|钟头|天)|(一刻钟|三刻钟)"
            + "|(" + N + ")个?(半)?(小时|钟头|分钟|分|天|日|星期|礼拜|周|秒钟?)"
            + "(半)?(?:零?(" + N + ")分钟?)?)(?:之后|以后|过后|后)?");
    private static final Pattern PHRASE = Pattern.compile("(?:(?<every>每天|每日|天天|每个?工作日|工作日|" + WEEK + "一到" + WEEK + "?五"
        + "|每周一到周?五|每个?" + WEEK
        + "(?<everyday>[一二三四五六日天])?|每隔?(?<minutes>" + N + "|半)?个?(?<unit>小时|钟头|分钟))的?)?"
        + "(?:(?<day>今天|今日|今儿|明天|明日|明儿|大后天|后天|今(?=[早晚])|明(?=[早晚]))"
        + "|(?<next>下下个?|下个?|这个?|本)?" + WEEK + "(?<weekday>[一二三四五六日天]))?的?"
        + "(?<part>凌晨|清晨|早上|早晨|一早|早|上午|中午|正午|午后|下午|傍晚|晚上|今晚|晚间|晚|夜里|夜晚|半夜|深夜|午夜)?的?"
        + "(?:(?<hour>" + N + ")(?:点钟?|时|[:：])(?:(?<half>半)|(?<quarter>[一三])刻|(?<minute>" + N + ")分?|整|钟)?)?(?:的?时候|钟|前)?");
    private static final String WEEKDAYS = "一二三四五六日";

    private ChineseTimePhrase() {}

    static Optional<TimePhrase> read(String text, LocalDate today) {
        String plain = text.replaceAll("[\\s，,。]+", "");
        Matcher later = LATER.matcher(plain);
        if (later.lookingAt() && saysLater(later.group())) {
            TimePhrase found = TimePhrase.EMPTY.withLater(length(later));
            String rest = plain.substring(later.end());
            return rest.isEmpty() ? Optional.of(found).filter(phrase -> phrase.later().get().isPositive())
                : clock(rest, found, today).filter(phrase -> phrase.hour().isPresent() && phrase.day().isEmpty());
        }
        return clock(plain, TimePhrase.EMPTY, today);
    }

    /// "Ten minutes" alone is a length, not a time.
    private static boolean saysLater(String said) {
        return said.endsWith("后") || said.startsWith("过") || said.startsWith("再过");
    }

    private static Duration length(Matcher later) {
        if (later.group(1) != null) {
            return later.group(2).equals("天") ? Duration.ofHours(12) : Duration.ofMinutes(30);
        }
        if (later.group(3) != null) {
            return Duration.ofMinutes(later.group(3).startsWith("一") ? 15 : 45);
        }
        Duration unit = switch (later.group(6).charAt(0)) {
            case '小', '钟' -> Duration.ofHours(1);
            case '分' -> Duration.ofMinutes(1);
            case '天', '日' -> Duration.ofDays(1);
            case '秒' -> Duration.ofSeconds(1);
            default -> Duration.ofDays(7);
        };
        boolean half = later.group(5) != null || later.group(7) != null;
        Duration all = unit.multipliedBy(number(later.group(4))).plus(half ? unit.dividedBy(2) : Duration.ZERO);
        return later.group(8) == null ? all : all.plusMinutes(number(later.group(8)));
    }

    private static Optional<TimePhrase> clock(String text, TimePhrase begun, LocalDate today) {
        Matcher said = PHRASE.matcher(text);
        if (!said.matches()) {
            return Optional.empty();
        }
        TimePhrase found = recurrence(said, begun, today);
        found = day(said, found, today);
        String part = Optional.ofNullable(said.group("part")).orElse("");
        found = part.isEmpty() ? found : found.withPart(part(part));
        if (part.equals("今晚")) {
            found = found.withDay(today, false);
        }
        if (said.group("hour") == null) {
            return Optional.of(found);
        }
        int hour = number(said.group("hour"));
        int minute = said.group("half") != null ? 30 : said.group("quarter") != null ? said.group("quarter").equals("一") ? 15 : 45
            : said.group("minute") != null ? number(said.group("minute"))
            : 0;
        found = found.withClock(hour, minute);
        return Optional.of(hour == 0 || hour > 12 ? found.withPart(DayPart.EXACT) : found);
    }

    private static TimePhrase recurrence(Matcher said, TimePhrase found, LocalDate today) {
        String every = Optional.ofNullable(said.group("every")).orElse("");
        if (said.group("unit") != null) {
            String amount = Optional.ofNullable(said.group("minutes")).orElse("一");
            int unit = said.group("unit").equals("分钟") ? 1 : 60;
            return found.withRecurrence(new Recurrence.EveryMinutes(amount.equals("半") ? unit / 2 : unit * number(amount)));
        }
        if (said.group("everyday") != null && !every.contains("到")) {
            return found.withRecurrence(new Recurrence.Weekly()).withDay(weekday(said.group("everyday"), today, 0), true);
        }
        return switch (every) {
            case "" -> found;
            case "每天", "每日", "天天" -> found.withRecurrence(new Recurrence.Daily());
            default -> found.withRecurrence(every.contains("工作日") || every.contains("到") ? new Recurrence.Weekdays() : new Recurrence.Weekly());
        };
    }

    private static TimePhrase day(Matcher said, TimePhrase found, LocalDate today) {
        if (said.group("weekday") != null) {
            String next = Optional.ofNullable(said.group("next")).orElse("");
            int weeks = next.startsWith("下下") ? 2 : next.startsWith("下") ? 1 : 0;
            return found.withDay(weekday(said.group("weekday"), today, weeks), weeks == 0);
        }
        return switch (said.group("day")) {
            case null -> found;
            case "今天", "今日", "今儿", "今" -> found.withDay(today, false);
            case "后天" -> found.withDay(today.plusDays(2), false);
            case "大后天" -> found.withDay(today.plusDays(3), false);
            default -> found.withDay(today.plusDays(1), false);
        };
    }

    private static LocalDate weekday(String name, LocalDate today, int weeks) {
        return TimePhrase.weekday(today, DayOfWeek.of(WEEKDAYS.indexOf(name.replace('天', '日')) + 1), weeks);
    }

    private static DayPart part(String name) {
        return switch (name) {
            case "凌晨", "清晨", "早上", "早晨", "一早", "早", "上午" -> DayPart.MORNING;
            case "中午", "正午" -> DayPart.NOON;
            case "午后", "下午" -> DayPart.AFTERNOON;
            case "傍晚", "晚上", "今晚", "晚间", "晚" -> DayPart.EVENING;
            default -> DayPart.NIGHT;
        };
    }

    private static int number(String text) {
        return ChineseNumber.read(text).orElseThrow(() -> new DateTimeException(text));
    }
}
