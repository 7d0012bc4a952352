package earshot.asr;

import earshot.config.SettingsSection;
import earshot.remote.ProviderKind;
import earshot.remote.ProviderSettings;

/// Which recogniser is used.
public final class RecognizerSettings {
    public static final SettingsSection<ProviderSettings> SELECTED = ProviderSettings.selected(ProviderKind.ASR);

    private RecognizerSettings() {}
}
