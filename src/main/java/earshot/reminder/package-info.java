/// Reminders: what a device is to say at a time. People set them by speaking to a model, which has [earshot.reminder.ReminderTools], to the
/// scripted assistant, and in the console.
///
/// - [earshot.reminder.ReminderRegistry] holds them all, within the bounds of `ReminderRules`, and stores them ([earshot.reminder.DatabaseReminderStore]).
/// - [earshot.reminder.ReminderScheduler] marks what is due and tells the device's connection, which then asks what there is to say. How a connection finds
///   the moment to say it is not known here.
/// - [earshot.reminder.ReminderTime] and [earshot.reminder.Recurrence] are when it is due.
///
/// Decisions, and why:
///
/// * **What is due stays due until it was spoken**, on disk as well. So it makes no difference whether the device was asleep, in a meeting
///   or in a turn, or the program was not running: whoever connects next hears it, once, for as many hours as a setting says. A device on
///   WebSocket is not connected while it sleeps, and nothing can wake it; the tools tell the model so, and the console tells its user.
/// * **A reminder that repeats is due at most once at a time**: after a week of sleep it is spoken once.
/// * **Days follow the clock on the wall, minutes pass by themselves.** "Daily at seven" stays at seven when daylight saving time begins or this computer
///   goes to another time zone; "in ten minutes" does not.
/// * **The clock is asked each second** instead of waiting for a moment: it may be set, and a computer may sleep. After a clock was far
///   ahead and is set back, what repeats is brought back; what is spoken already is never spoken again for that.
/// * **A first time that is past is refused**, since it is a mistake of a model or a person; one that repeats begins with its next time.
/// * **Devices that get another id at each connection have no reminders**: they could never be found again.
package earshot.reminder;
