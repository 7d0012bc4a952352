package earshot.display;

import module java.base;

import earshot.config.Setting;
import earshot.config.SettingScope;
import earshot.config.SettingsGroup;
import earshot.config.SettingsSection;

/// Key names: badge-protocol section 8.7, but for the file, which has none there.
///
/// @param readyPage whether a badge that listens is told to show that
/// @param readyDelay from `listen start` to that page
/// @param badgeFile the file that names the badges; a relative path counts from the home directory
public record DisplaySettings(boolean readyPage, Duration readyDelay, String badgeFile) {
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    private static final Setting<Boolean> READY_PAGE = Setting.flag("enable_ready_ui", false).from(SettingScope.NEXT_TURN);
    private static final Setting<Duration> READY_DELAY = Setting.millis("listen_ready_delay_ms", 0, DAY_MILLIS, 800).from(SettingScope.NEXT_TURN);
    private static final Setting<String> BADGE_FILE = Setting.text("display.badge_file", "devices.yaml").from(SettingScope.NEXT_TURN);

    public static final SettingsSection<DisplaySettings> SECTION = new SettingsSection<>(
        settings -> new DisplaySettings(settings.get(READY_PAGE), settings.get(READY_DELAY), settings.get(BADGE_FILE)),
        SettingsGroup.of("display", READY_PAGE, READY_DELAY, BADGE_FILE));
}
