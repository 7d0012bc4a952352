package earshot.ui.devices;

import module java.base;

import earshot.reminder.Recurrence;

/// How often a reminder is repeated, as it is chosen.
enum RepeatChoice {
    ONCE, DAILY, WEEKDAYS, WEEKLY, MINUTES;

    static RepeatChoice of(Recurrence recurrence) {
        return switch (recurrence) {
            case Recurrence.Once _ -> ONCE;
            case Recurrence.Daily _ -> DAILY;
            case Recurrence.Weekdays _ -> WEEKDAYS;
            case Recurrence.Weekly _ -> WEEKLY;
            case Recurrence.EveryMinutes _ -> MINUTES;
        };
    }

    /// @param minutes as written, for [#MINUTES]; empty where they are not a number in range
    Optional<Recurrence> recurrence(String minutes) {
        return switch (this) {
            case ONCE -> Optional.of(new Recurrence.Once());
            case DAILY -> Optional.of(new Recurrence.Daily());
            case WEEKDAYS -> Optional.of(new Recurrence.Weekdays());
            case WEEKLY -> Optional.of(new Recurrence.Weekly());
            case MINUTES -> Optional.of(minutes.strip()).filter(text -> text.matches("\\d{1,4}")).map(Integer::parseInt)
                .filter(number -> number >= Recurrence.MIN_MINUTES && number <= Recurrence.MAX_MINUTES).map(Recurrence.EveryMinutes::new);
        };
    }
}
