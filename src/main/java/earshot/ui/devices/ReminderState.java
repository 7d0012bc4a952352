package earshot.ui.devices;

import module java.base;

import earshot.reminder.Reminder;
import earshot.reminder.ReminderSettings;

/// What a row says about a reminder.
enum ReminderState {
    /// It has not been due yet.
    WAITING("is-quiet"),
    /// It is said as soon as the device is free.
    DUE("is-in"),
    /// It was due while the device was not connected, and is said later.
    MISSED("is-warn"),
    /// It was missed and is not said any more.
    LOST("is-bad"),
    SPOKEN("is-ok");

    /// Style class of its color.
    final String tone;

    ReminderState(String tone) {
        this.tone = tone;
    }

    /// @param connected whether the device is connected now
    static ReminderState of(Reminder reminder, boolean connected, ReminderSettings settings, Instant now) {
        return reminder.unspoken().map(due -> settings.tooLate(due, now) ? LOST : connected ? DUE : MISSED)
            .orElseGet(() -> reminder.last().isPresent() ? SPOKEN : WAITING);
    }
}
