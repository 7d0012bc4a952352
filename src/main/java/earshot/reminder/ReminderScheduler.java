package earshot.reminder;

import module java.base;

import earshot.event.EventCode;
import earshot.event.EventSink;
import earshot.id.DeviceId;
import earshot.time.Time;
import earshot.watch.WatchSubscription;

/// Looks each second whether a reminder is due, and tells its device's connection. A clock that is set and a computer that slept are noticed at the next look,
/// another time zone within a minute.
public final class ReminderScheduler implements AutoCloseable {
    private static final Duration STEP = Duration.ofSeconds(1);
    /// Between two looks at all reminders while none is due.
    private static final Duration WHOLE = Duration.ofMinutes(1);

    private final Time time;
    private final ReminderRegistry reminders;
    private final Predicate<DeviceId> connected;
    private final EventSink events;
    private final Time.Timer timer;
    private final WatchSubscription changes;
    private volatile Optional<Instant> next;
    private Instant lastWhole;

    /// @param connected tells the device's connection that there is something to say; false when it has none
    public ReminderScheduler(Time time, ReminderRegistry reminders, Predicate<DeviceId> connected, EventSink events) {
        this.time = time;
        this.reminders = reminders;
        this.connected = connected;
        this.events = events;
        next = reminders.nextDue();
        lastWhole = Instant.EPOCH;
        changes = reminders.rows().observe(_ -> next = reminders.nextDue());
        timer = time.every(STEP, this::look);
    }

    private void look() {
        Instant now = time.now();
        boolean due = next.filter(first -> !first.isAfter(now)).isPresent();
        if (!due && !now.isBefore(lastWhole) && now.isBefore(lastWhole.plus(WHOLE))) {
            return;
        }
        lastWhole = now;
        reminders.fallDue().forEach(device -> events.log(device, "reminder", connected.test(device) ? EventCode.REMINDER_DUE : EventCode.REMINDER_DUE_LATER));
        next = reminders.nextDue();
    }

    @Override
    public void close() {
        timer.cancel();
        changes.close();
    }
}
