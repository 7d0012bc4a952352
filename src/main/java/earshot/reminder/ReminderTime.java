package earshot.reminder;

import module java.base;

/// When a reminder is due.
public sealed interface ReminderTime {
    /// A moment, whatever the clocks say: "in ten minutes".
    record Moment(Instant at) implements ReminderTime {}

    /// What the clock on the wall shows: "at seven". In the hour that daylight saving time leaves out it is due as much later as the clock was put forward,
    /// in the hour that comes twice the first time.
    record Clock(LocalDateTime at) implements ReminderTime {}

    /// @param zone the time zone of this computer
    default Instant due(ZoneId zone) {
        return switch (this) {
            case Moment(Instant at) -> at;
            case Clock(LocalDateTime at) -> at.atZone(zone).toInstant();
        };
    }

    /// What the clock shows then.
    default LocalDateTime local(ZoneId zone) {
        return switch (this) {
            case Moment(Instant at) -> LocalDateTime.ofInstant(at, zone);
            case Clock(LocalDateTime at) -> at;
        };
    }
}
