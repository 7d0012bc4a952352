package earshot.reminder;

import module java.base;

import earshot.data.ControlCharacters;
import earshot.id.DeviceId;
import earshot.problem.ProblemReason;

/// What a reminder may be.
///
/// @param zone the time zone of this computer
record ReminderRules(Instant now, ZoneId zone) {
    /// How long a time may be past: people and models say minutes, and an answer takes a while.
    static final Duration JUST_PAST = Duration.ofMinutes(1);
    static final Duration FURTHEST = Duration.ofDays(366);
    /// Of all devices together.
    static final int MAX_REMINDERS = 5_000;

    static String text(String written) {
        return ControlCharacters.toSpaces(written);
    }

    /// Why it cannot be, as the argument of a problem; empty when it can.
    Optional<String> broken(DeviceId device, ReminderDraft draft) {
        String text = text(draft.text());
        if (device.value().startsWith("auto-")) {
            return refused(ProblemReason.REMINDER_NO_ID);
        }
        if (text.isEmpty()) {
            return refused(ProblemReason.REMINDER_EMPTY);
        }
        if (text.length() > Reminder.MAX_TEXT) {
            return Optional.of(ProblemReason.REMINDER_LONG.with(text.length() + " > " + Reminder.MAX_TEXT));
        }
        return brokenTime(draft.time(), draft.recurrence());
    }

    Optional<String> brokenTime(ReminderTime time, Recurrence recurrence) {
        if (recurrence instanceof Recurrence.EveryMinutes(int minutes) && (minutes < Recurrence.MIN_MINUTES || minutes > Recurrence.MAX_MINUTES)) {
            return Optional.of(ProblemReason.REMINDER_OFTEN.with(Recurrence.MIN_MINUTES + "–" + Recurrence.MAX_MINUTES));
        }
        Instant due = time.due(zone);
        if (due.isAfter(now.plus(FURTHEST))) {
            return refused(ProblemReason.REMINDER_FAR);
        }
        boolean past = due.isBefore(now.minus(JUST_PAST));
        return past && recurrence instanceof Recurrence.Once
            ? Optional.of(ProblemReason.REMINDER_PAST.with(time.local(zone).truncatedTo(ChronoUnit.MINUTES).toString().replace('T', ' ')))
            : Optional.empty();
    }

    /// The first time; where that of a repeated one is past, the next one.
    ReminderTime first(ReminderTime time, Recurrence recurrence) {
        ReminderTime first = recurrence.first(time, zone);
        return first.due(zone).isBefore(now.minus(JUST_PAST)) ? recurrence.next(first, now, zone).orElse(first) : first;
    }

    private static Optional<String> refused(ProblemReason reason) {
        return Optional.of(reason.toString());
    }
}
