package earshot.reminder;

import module java.base;

import earshot.reminder.ReminderTime.Clock;
import earshot.reminder.ReminderTime.Moment;

/// How often a reminder is spoken. Days follow the clock on the wall, minutes pass whatever it shows.
public sealed interface Recurrence {
    /// More often than this it would only be noise.
    int MIN_MINUTES = 5;
    int MAX_MINUTES = 24 * 60;

    record Once() implements Recurrence {}

    record Daily() implements Recurrence {}

    /// Monday to Friday.
    record Weekdays() implements Recurrence {}

    /// On the same day of each week.
    record Weekly() implements Recurrence {}

    /// @param minutes [#MIN_MINUTES] to [#MAX_MINUTES]
    record EveryMinutes(int minutes) implements Recurrence {}

    /// A first time in the form in which this repeats: days by the clock, minutes by moments. One on a weekend waits for Monday where only weekdays count.
    default ReminderTime first(ReminderTime time, ZoneId zone) {
        return switch (this) {
            case Once _ -> time;
            case EveryMinutes _ -> new Moment(time.due(zone));
            case Daily _, Weekly _ -> new Clock(time.local(zone));
            case Weekdays _ -> new Clock(onWeekday(time.local(zone)));
        };
    }

    /// The next time after one that was due, later than now; empty where it was the only one.
    default Optional<ReminderTime> next(ReminderTime last, Instant now, ZoneId zone) {
        return switch (this) {
            case Once _ -> Optional.empty();
            case EveryMinutes(int minutes) -> {
                Duration step = Duration.ofMinutes(minutes);
                long passed = Math.max(0, Duration.between(last.due(zone), now).dividedBy(step));
                yield Optional.of(new Moment(last.due(zone).plus(step.multipliedBy(passed + 1))));
            }
            case Daily _, Weekdays _, Weekly _ -> Optional.of(new Clock(nextDay(last.local(zone), now, zone)));
        };
    }

    /// Whether a next time is further away than this can repeat: the clock was wrong and has been set back.
    default boolean tooFar(Instant next, Instant now) {
        Duration most = switch (this) {
            case Once _ -> Duration.ofSeconds(Long.MAX_VALUE);
            case Daily _, Weekdays _ -> Duration.ofDays(5);
            case Weekly _ -> Duration.ofDays(14);
            case EveryMinutes(int minutes) -> Duration.ofMinutes(2L * minutes);
        };
        return Duration.between(now, next).compareTo(most) > 0;
    }

    /// A next time as it had been without a wrong clock.
    default ReminderTime broughtBack(ReminderTime next, Instant now, ZoneId zone) {
        LocalDate yesterday = LocalDate.ofInstant(now, zone).minusDays(1);
        LocalDateTime local = next.local(zone);
        return switch (this) {
            case Once _ -> next;
            case EveryMinutes(int minutes) -> new Moment(now.plus(Duration.ofMinutes(minutes)));
            case Daily _, Weekdays _ -> new Clock(nextDay(yesterday.atTime(local.toLocalTime()), now, zone));
            case Weekly _ -> new Clock(nextDay(local.minusWeeks(1 + Math.max(0, ChronoUnit.WEEKS.between(yesterday, local.toLocalDate()))), now, zone));
        };
    }

    private LocalDateTime nextDay(LocalDateTime last, Instant now, ZoneId zone) {
        // years may have passed: whole weeks are skipped at once
        long weeks = Math.max(0, ChronoUnit.WEEKS.between(last.toLocalDate(), LocalDate.ofInstant(now, zone)) - 1);
        LocalDateTime next = last.plusWeeks(weeks);
        do {
            next = this instanceof Weekly ? next.plusWeeks(1) : this instanceof Weekdays ? onWeekday(next.plusDays(1)) : next.plusDays(1);
        } while (!next.atZone(zone).toInstant().isAfter(now));
        return next;
    }

    private static LocalDateTime onWeekday(LocalDateTime day) {
        return switch (day.getDayOfWeek()) {
            case SATURDAY -> day.plusDays(2);
            case SUNDAY -> day.plusDays(1);
            case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> day;
        };
    }
}
