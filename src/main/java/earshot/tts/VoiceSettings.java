package earshot.tts;

import earshot.config.SettingsSection;
import earshot.remote.ProviderKind;
import earshot.remote.ProviderSettings;

/// Which voice is used.
public final class VoiceSettings {
    public static final SettingsSection<ProviderSettings> SELECTED = ProviderSettings.selected(ProviderKind.TTS);

    private VoiceSettings() {}
}
