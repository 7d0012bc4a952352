package earshot.engine;

import earshot.config.Setting;
import earshot.config.SettingScope;
import earshot.config.SettingsGroup;
import earshot.config.SettingsSection;

/// How the console is shown; the key is our own.
///
/// @param scale of everything in the window, 0.8 to 2, times the desktop's scale
public record WindowSettings(double scale) {
    private static final Setting<Integer> SCALE = Setting.whole("console.scale", 80, 200, 100).in("%").from(SettingScope.PROGRAM_RESTART);

    public static final SettingsSection<WindowSettings> SECTION = new SettingsSection<>(settings -> new WindowSettings(settings.get(SCALE) / 100.0), SettingsGroup.of("window", SCALE));
}
