package earshot.tap;

import earshot.config.Setting;
import earshot.config.SettingsGroup;
import earshot.config.SettingsSection;

/// @param port UDP port of the microphone tap; holds from when it is opened next
public record TapSettings(int port) {
    public static final Setting<Integer> PORT = Setting.whole("audio_debugger.port", 1, 65_535, 8_000);

    public static final SettingsSection<TapSettings> SECTION = new SettingsSection<>(settings -> new TapSettings(settings.get(PORT)),
        SettingsGroup.of("server", PORT));
}
