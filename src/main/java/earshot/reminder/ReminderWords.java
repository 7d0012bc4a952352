package earshot.reminder;

import module java.base;

/// Times of reminders as a model is told them, in English.
///
/// @param zone of this computer
record ReminderWords(ZoneId zone) {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu, HH:mm", Locale.ENGLISH);

    String clock(Instant at) {
        return CLOCK.format(at.atZone(zone));
    }

    /// When it is due next, and how often.
    String schedule(Reminder reminder) {
        String often = switch (reminder.recurrence()) {
            case Recurrence.Once _ -> "once";
            case Recurrence.Daily _ -> "daily";
            case Recurrence.Weekdays _ -> "Monday to Friday";
            case Recurrence.Weekly _ -> "weekly";
            case Recurrence.EveryMinutes(int minutes) -> "every " + minutes + " minutes";
        };
        return reminder.next().map(next -> clock(next.due(zone)) + ", " + often).orElse("over");
    }
}
