package earshot.reminder;

import module java.base;

import earshot.id.DeviceId;
import earshot.id.ReminderId;

/// Something that a device is to say at a time.
///
/// @param text what to remind of, one line of at most [#MAX_TEXT] characters without control characters
/// @param language in which it was asked for, ISO 639-1; empty if unknown
/// @param next empty when it will not be due again
/// @param last when it was due last; empty before the first time
public record Reminder(ReminderId id, DeviceId device, String text, Optional<String> language, Recurrence recurrence, Optional<ReminderTime> next,
    Optional<Occurrence> last) {
    public static final int MAX_TEXT = 200;

    /// @param due when it was due
    /// @param spoken empty while it has not been spoken
    public record Occurrence(Instant due, Optional<Instant> spoken) {}

    /// When it was due without having been spoken since.
    public Optional<Instant> unspoken() {
        return last.filter(occurrence -> occurrence.spoken().isEmpty()).map(Occurrence::due);
    }

    Reminder fellDue(Instant due, Optional<ReminderTime> following) {
        return new Reminder(id, device, text, language, recurrence, following, Optional.of(new Occurrence(due, Optional.empty())));
    }

    Reminder spoken(Instant at) {
        return new Reminder(id, device, text, language, recurrence, next, last.map(occurrence -> new Occurrence(occurrence.due(), Optional.of(at))));
    }

    Reminder withNext(ReminderTime time) {
        return new Reminder(id, device, text, language, recurrence, Optional.of(time), last);
    }
}
