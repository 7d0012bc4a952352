package earshot.engine;

import earshot.config.Setting;
import earshot.config.SettingScope;
import earshot.config.SettingsGroup;
import earshot.config.SettingsSection;

/// How the console is shown; the key is our own.
///
/// @param scale of everything in the window, 0.8 to 2, times the desktop's scale
/// @param notifications whether the desktop announces new problems while no window of the console has the focus
public record WindowSettings(double scale, boolean notifications) {
    private static final Setting<Integer> SCALE = Setting.whole("console.scale", 80, 200, 100).in("%").from(SettingScope.PROGRAM_RESTART);

    private static final Setting<Boolean> NOTIFICATIONS = Setting.flag("console.notifications", false);

    public static final SettingsSection<WindowSettings> SECTION = new SettingsSection<>(
        settings -> new WindowSettings(settings.get(SCALE) / 100.0, settings.get(NOTIFICATIONS)), SettingsGroup.of("window", SCALE, NOTIFICATIONS));
}
