package earshot.reminder;

import module java.base;

import earshot.config.Setting;
import earshot.config.SettingScope;
import earshot.config.SettingsGroup;
import earshot.config.SettingsSection;

/// @param spokenRequests whether people can set reminders by speaking
/// @param perDevice reminders that a device may have open
/// @param missedLimit how late a missed one is still spoken
public record ReminderSettings(boolean spokenRequests, int perDevice, Duration missedLimit) {
    private static final Setting<Boolean> SPOKEN_REQUESTS = Setting.flag("reminders.by_voice", true).from(SettingScope.NEXT_TURN);
    private static final Setting<Integer> PER_DEVICE = Setting.whole("reminders.per_device", 1, 200, 50);
    private static final Setting<Integer> MISSED = Setting.whole("reminders.missed_hours", 0, 24 * 7, 24).in("h");

    public static final SettingsSection<ReminderSettings> SECTION = new SettingsSection<>(
        settings -> new ReminderSettings(settings.get(SPOKEN_REQUESTS), settings.get(PER_DEVICE), Duration.ofHours(settings.get(MISSED))),
        SettingsGroup.of("reminders", SPOKEN_REQUESTS, PER_DEVICE, MISSED));

    /// Whether a reminder that was due then is not spoken any more.
    public boolean tooLate(Instant due, Instant now) {
        return due.isBefore(now.minus(missedLimit).minus(ReminderRules.JUST_PAST));
    }
}
