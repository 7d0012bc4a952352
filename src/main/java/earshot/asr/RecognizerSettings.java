package earshot.asr;

import earshot.config.Setting;
import earshot.config.SettingsGroup;
import earshot.config.SettingsSection;
import earshot.remote.ProviderKind;
import earshot.remote.ProviderSettings;
import java.time.Duration;

/// Which recognizer is used, and how long the models of the embedded ones stay in memory.
public final class RecognizerSettings {
    public static final SettingsSection<ProviderSettings> SELECTED = ProviderSettings.selected(ProviderKind.ASR);

    /// Our own key.
    private static final Setting<Duration> UNLOAD_AFTER = Setting.minutes("recognition.unload_after_minutes", 1, 10_000, 5);
    /// How long without speech the embedded recognizer and Whisper keep their models loaded.
    public static final SettingsSection<Duration> KEPT_LOADED = new SettingsSection<>(settings -> settings.get(UNLOAD_AFTER),
        SettingsGroup.of("hearing", UNLOAD_AFTER));

    private RecognizerSettings() {}
}
