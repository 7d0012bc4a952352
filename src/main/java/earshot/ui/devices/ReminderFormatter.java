package earshot.ui.devices;

import module java.base;

import earshot.reminder.Recurrence;
import earshot.reminder.Reminder;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TimeFormatter;

/// Puts reminders into words.
record ReminderFormatter(Texts texts, ZoneId zone) {
    /// When the time left is shown as well.
    private static final Duration SOON = Duration.ofHours(24);

    /// `today 15:30 · in 2 h 10 min`, `tomorrow 07:00`, `Mon 07:00`, `2027-01-04 07:00`.
    String time(Instant at, Instant now) {
        LocalDateTime local = LocalDateTime.ofInstant(at, zone);
        long days = ChronoUnit.DAYS.between(LocalDate.ofInstant(now, zone), local.toLocalDate());
        String clock = TimeFormatter.MINUTE.format(at);
        String words = days == 0 ? texts.get("reminders.today", clock) : days == 1 ? texts.get("reminders.tomorrow", clock)
            : days == -1 ? texts.get("reminders.yesterday", clock)
            : days > 1 && days < 7 ? local.getDayOfWeek().getDisplayName(TextStyle.SHORT, texts.language().locale()) + " " + clock
            : TimeFormatter.DATE_MINUTE.format(at);
        Duration left = Duration.between(now, at);
        return left.isNegative() || left.compareTo(SOON) > 0 ? words : words + " · " + left(left);
    }

    private String left(Duration left) {
        long minutes = left.plusSeconds(59).toMinutes();
        return minutes < 60 ? texts.get("reminders.in_minutes", minutes) : texts.get("reminders.in_hours", minutes / 60, minutes % 60);
    }

    String repeats(Recurrence recurrence) {
        return switch (recurrence) {
            case Recurrence.EveryMinutes(int minutes) -> texts.get("reminders.every", minutes);
            case Recurrence.Once _, Recurrence.Daily _, Recurrence.Weekdays _, Recurrence.Weekly _ -> texts
                .get("reminders.repeat." + Texts.keyOf(RepeatChoice.of(recurrence)));
        };
    }

    String next(Reminder reminder, Instant now) {
        return reminder.next().map(next -> time(next.due(zone), now)).orElseGet(() -> texts.get("reminders.over"));
    }

    String state(Reminder reminder, ReminderState state, Instant now) {
        return switch (state) {
            case WAITING -> texts.get("reminders.state.waiting");
            case DUE, MISSED, LOST -> texts.get("reminders.state." + Texts.keyOf(state), time(reminder.unspoken().orElseThrow(), now));
            case SPOKEN -> texts.get("reminders.state.spoken", time(reminder.last().flatMap(Reminder.Occurrence::spoken).orElseThrow(), now));
        };
    }
}
