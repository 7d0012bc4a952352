package earshot.turn;

import static earshot.config.SettingScope.NEXT_TURN;

import module java.base;

import earshot.config.Setting;
import earshot.config.SettingsGroup;
import earshot.config.SettingsSection;

/// The sound that says that an answer is over. The keys are those of a xiaozhi server.
///
/// @param enabled `enable_stop_tts_notify`
/// @param file `stop_tts_notify_voice`: a sound file; without it a short tone is played
public record EndSoundSettings(boolean enabled, Optional<String> file) {
    private static final Setting<Boolean> ENABLED = Setting.flag("enable_stop_tts_notify", false).from(NEXT_TURN);
    public static final Setting<Optional<String>> FILE = Setting.text("stop_tts_notify_voice").from(NEXT_TURN);

    public static final SettingsSection<EndSoundSettings> SECTION = new SettingsSection<>(
        settings -> new EndSoundSettings(settings.get(ENABLED), settings.get(FILE)), SettingsGroup.of("listening", ENABLED, FILE));
}
