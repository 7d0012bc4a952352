package earshot.reminder;

import module java.base;

import earshot.data.LetterCase;

/// Reads a time as models write it: `2026-11-30T07:00`, with a blank or seconds, or only `07:00` or `7:00 pm`, which is the next time that the clock shows
/// that; or as people say it.
final class ReminderTimeReader {
    private static final Pattern DATE_TIME = Pattern
        .compile("(\\d{4}-\\d{2}-\\d{2})[t ]+(\\d{1,2}:\\d{2})(?::\\d{2}(?:\\.\\d{1,9})?)?\\s*(am|pm)?(z|[+-]\\d{2}:?\\d{2})?");
    private static final Pattern TIME = Pattern.compile("(\\d{1,2}):(\\d{2})(?::\\d{2})?\\s*(am|pm|a\\.m\\.|p\\.m\\.)?");
    private static final int MAX_LENGTH = 40;

    private ReminderTimeReader() {}

    /// Empty when it is not a time. A `Z` counts for nothing, since models write it after local times too; another offset holds.
    static Optional<ReminderTime> read(String written, Instant now, ZoneId zone) {
        String text = LetterCase.lower(written.strip());
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            Matcher whole = DATE_TIME.matcher(text);
            if (whole.matches()) {
                return Optional.of(moment(LocalDate.parse(whole.group(1)).atTime(clock(whole.group(2), whole.group(3))), Optional.ofNullable(whole.group(4))));
            }
            Matcher clock = TIME.matcher(text);
            return clock.matches() ? Optional.of(nextTime(clock, LocalDateTime.ofInstant(now, zone)))
                : SpokenTime.read(text, now.atZone(zone)).map(SpokenTime::at);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private static LocalTime clock(String written, String half) {
        LocalTime time = LocalTime.parse(written.length() == 4 ? "0" + written : written);
        return half == null || time.getHour() > 12 ? time : time.withHour(time.getHour() % 12 + (half.equals("pm") ? 12 : 0));
    }

    private static ReminderTime moment(LocalDateTime local, Optional<String> offset) {
        return offset.filter(zone -> !zone.equals("z")).<ReminderTime>map(zone -> new ReminderTime.Moment(local.toInstant(ZoneOffset.of(zone))))
            .orElseGet(() -> new ReminderTime.Clock(local));
    }

    private static ReminderTime nextTime(Matcher clock, LocalDateTime now) {
        int hour = Integer.parseInt(clock.group(1));
        boolean halved = clock.group(3) != null;
        int whole = !halved ? hour : hour % 12 + (clock.group(3).startsWith("p") ? 12 : 0);
        LocalDateTime today = now.toLocalDate().atTime(whole, Integer.parseInt(clock.group(2)));
        return new ReminderTime.Clock(today.isAfter(now) ? today : today.plusDays(1));
    }
}
