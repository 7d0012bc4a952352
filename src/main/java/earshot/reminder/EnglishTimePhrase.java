package earshot.reminder;

import module java.base;

import earshot.data.EnglishNumber;
import earshot.data.LetterCase;
import earshot.reminder.TimePhrase.DayPart;

/// Reads a phrase for a time in English part by part. What is left over must be nothing but small words.
final class EnglishTimePhrase {
    private static final String DAY = "(monday|tuesday|wednesday|thursday|friday|saturday|sunday)";
    private static final String PART = "(morning|afternoon|evening|night)";
    private static final String UNIT = "(seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?)";
    private static final String AMOUNT = "(half an?|a quarter of an|an?|a couple of|\\d{1,4}(?:\\.\\d)?)( and a half)? " + UNIT
        + "( and a half)?(?: and (half an|an?|\\d{1,2}) (minutes?|mins?|hours?))?";

    private static final Pattern EVERY_MINUTES = words("every (\\d{1,4} minutes?|\\d{1,2} hours?|half an hour|half hour|hour)");
    private static final Pattern WORKING_DAYS = words(
        "(?:every |each |on )?(?:week ?days?|work(?:ing)? ?days?)|(?:every |from )?monday (?:to|through|until|till) friday");
    private static final Pattern EVERY_PART = words("(?:every|each) " + PART);
    private static final Pattern DAILY = words("(?:every|each) ?day|daily");
    private static final Pattern EVERY_DAY_OF_WEEK = words("(?:every|each) " + DAY + "|on " + DAY + "s");
    private static final Pattern WEEKLY = words("(?:every|each) week|weekly");
    private static final Pattern LATER = words("(?:in|after) " + AMOUNT + "|" + AMOUNT + " (?:from now|later)");
    private static final int AMOUNT_GROUPS = 6;
    private static final Pattern NEAR_DAY = words("(?:the )?day after tomorrow|tomorrow|today");
    private static final Pattern WEEKDAY = words("(next |this |coming )?" + DAY);
    private static final Pattern TONIGHT = words("tonight|this (morning|afternoon|evening)|in the (morning|afternoon|evening)|at night");
    private static final Pattern PART_ALONE = words(PART);
    private static final Pattern NOON = words("noon|midday|midnight");
    private static final Pattern PAST_TO = words("(half|quarter|a quarter|\\d{1,2})(?: minutes?)? (past|to) (\\d{1,2})( ?(?:am|pm))?");
    private static final Pattern CLOCK = words("(at |by |around |about )?(\\d{1,2})(?:[:.h ](\\d{2}))?( ?am| ?pm)?( oclock)?");
    private static final Pattern SMALL_WORDS = Pattern.compile("(?:\\b(?:at|on|in|by|the|of|from|now|around|about|sharp|for|and|please|then)\\b|[,\\s])*");
    private static final List<String> NEAR = List.of("today", "tomorrow", "day after tomorrow");

    private final LocalDate today;
    private String left;
    private TimePhrase found = TimePhrase.EMPTY;

    private EnglishTimePhrase(String text, LocalDate today) {
        this.today = today;
        left = EnglishNumber.inDigits(text.replace("a.m.", "am").replace("p.m.", "pm").replace("o'clock", "oclock").replace("o’clock", "oclock")
            .replace('-', ' ').replaceAll("\\s+", " "));
    }

    /// Whole words only.
    private static Pattern words(String pattern) {
        return Pattern.compile("(?<![\\p{L}\\d])(?:" + pattern + ")(?![\\p{L}\\d])");
    }

    /// @param text in small letters
    static Optional<TimePhrase> read(String text, LocalDate today) {
        EnglishTimePhrase phrase = new EnglishTimePhrase(text, today);
        phrase.recurrence();
        phrase.later();
        phrase.day();
        phrase.clock();
        return SMALL_WORDS.matcher(phrase.left).matches() ? Optional.of(phrase.found) : Optional.empty();
    }

    /// Takes the first match out of what is left.
    private Optional<MatchResult> take(Pattern pattern) {
        Matcher matcher = pattern.matcher(left);
        if (!matcher.find()) {
            return Optional.empty();
        }
        MatchResult result = matcher.toMatchResult();
        left = left.substring(0, result.start()) + " " + left.substring(result.end());
        return Optional.of(result);
    }

    private void recurrence() {
        take(EVERY_MINUTES).ifPresent(every -> found = found.withRecurrence(new Recurrence.EveryMinutes(minutes(every.group(1)))));
        take(EVERY_PART).ifPresent(every -> found = found.withRecurrence(new Recurrence.Daily()).withPart(part(every.group(1))));
        take(WORKING_DAYS).ifPresent(_ -> found = found.withRecurrence(new Recurrence.Weekdays()));
        take(DAILY).ifPresent(_ -> found = found.withRecurrence(new Recurrence.Daily()));
        take(EVERY_DAY_OF_WEEK).ifPresent(
            every -> found = found.withRecurrence(new Recurrence.Weekly()).withDay(day(every.group(1) == null ? every.group(2) : every.group(1), 0), true));
        take(WEEKLY).ifPresent(_ -> found = found.withRecurrence(new Recurrence.Weekly()));
    }

    private static int minutes(String every) {
        int number = every.startsWith("half") ? 30 : Character.isDigit(every.charAt(0)) ? Integer.parseInt(every.split(" ")[0]) : 1;
        return every.contains("hour") && !every.startsWith("half") ? number * 60 : number;
    }

    private void later() {
        take(LATER).ifPresent(later -> {
            int first = later.group(1) == null ? 1 + AMOUNT_GROUPS : 1;
            boolean half = later.group(first + 1) != null || later.group(first + 3) != null;
            boolean hours = later.group(first + 2).startsWith("h");
            if (later.group(first).endsWith(" an") && !hours) {
                left = "?";
                return;
            }
            double seconds = (number(later.group(first)) + (half ? 0.5 : 0)) * seconds(later.group(first + 2));
            if (later.group(first + 4) != null) {
                seconds += number(later.group(first + 4)) * seconds(later.group(first + 5));
            }
            found = found.withLater(Duration.ofSeconds(Math.round(seconds)));
        });
    }

    private static double number(String amount) {
        return switch (amount) {
            case "half a", "half an" -> 0.5;
            case "a quarter of an" -> 0.25;
            case "a", "an" -> 1;
            case "a couple of" -> 2;
            default -> Double.parseDouble(amount);
        };
    }

    private static long seconds(String unit) {
        return switch (unit.charAt(0)) {
            case 's' -> 1;
            case 'm' -> 60;
            case 'h' -> 3_600;
            case 'd' -> 86_400;
            default -> 7 * 86_400;
        };
    }

    private void day() {
        take(NEAR_DAY).ifPresent(near -> found = found.withDay(today.plusDays(NEAR.indexOf(near.group().replace("the ", ""))), false));
        take(WEEKDAY).ifPresent(weekday -> {
            boolean next = "next ".equals(weekday.group(1));
            found = found.withDay(day(weekday.group(2), next ? 1 : 0), !next);
        });
        take(TONIGHT).ifPresent(tonight -> {
            String named = Optional.ofNullable(tonight.group(1)).or(() -> Optional.ofNullable(tonight.group(2))).orElse("night");
            boolean now = tonight.group().startsWith("to") || tonight.group().startsWith("this");
            found = (now ? found.withDay(today, false) : found).withPart(tonight.group().equals("tonight") ? DayPart.EVENING : part(named));
        });
        boolean dayNamed = found.day().isPresent() || !(found.recurrence() instanceof Recurrence.Once);
        if (dayNamed) {
            take(PART_ALONE).ifPresent(alone -> found = found.withPart(part(alone.group(1))));
        }
    }

    private LocalDate day(String name, int weeks) {
        return TimePhrase.weekday(today, DayOfWeek.valueOf(LetterCase.upper(name)), weeks);
    }

    private static DayPart part(String name) {
        return switch (name) {
            case "morning" -> DayPart.MORNING;
            case "afternoon" -> DayPart.AFTERNOON;
            case "evening" -> DayPart.EVENING;
            default -> DayPart.NIGHT;
        };
    }

    private void clock() {
        take(NOON).ifPresent(noon -> found = found.withClock(noon.group().equals("midnight") ? 24 : 12, 0).withPart(DayPart.EXACT));
        take(PAST_TO).ifPresent(said -> {
            int minute = said.group(1).equals("half") ? 30 : said.group(1).endsWith("quarter") ? 15 : Integer.parseInt(said.group(1));
            boolean to = said.group(2).equals("to");
            int hour = Integer.parseInt(said.group(3));
            clock(to ? hour == 1 ? 12 : hour - 1 : hour, to ? 60 - minute : minute, said.group(4));
        });
        if (found.hour().isPresent()) {
            return;
        }
        boolean expected = found.day().isPresent() || found.part() != DayPart.NONE || !(found.recurrence() instanceof Recurrence.Once)
            || found.later().isPresent();
        take(CLOCK).ifPresent(said -> {
            boolean sure = expected && said.start() > 0 || said.group(1) != null || said.group(4) != null || said.group(5) != null || said.group(3) != null;
            if (sure) {
                clock(Integer.parseInt(said.group(2)), said.group(3) == null ? 0 : Integer.parseInt(said.group(3)), said.group(4));
            } else {
                left = "?";
            }
        });
    }

    private void clock(int hour, int minute, String half) {
        if (half == null) {
            found = found.withClock(hour, minute);
            found = hour == 0 || hour > 12 ? found.withPart(DayPart.EXACT) : found;
        } else {
            found = found.withClock(hour > 12 ? hour : hour % 12 + (half.strip().equals("pm") ? 12 : 0), minute).withPart(DayPart.EXACT);
        }
    }
}
