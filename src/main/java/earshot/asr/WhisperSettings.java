package earshot.asr;

import earshot.config.Setting;
import earshot.config.SettingsGroup;
import earshot.config.SettingsSection;

/// Where the models of whisper.cpp are fetched from. Our own key.
public final class WhisperSettings {
    /// Where whisper.cpp itself has them.
    public static final String USUAL_URL = "https://huggingface.co/ggerganov/whisper.cpp/resolve/main";
    private static final Setting<String> MODELS_URL = Setting.text("whisper.models_url", USUAL_URL);

    /// The address before the name of the file.
    public static final SettingsSection<String> SECTION = new SettingsSection<>(settings -> settings.get(MODELS_URL),
        SettingsGroup.of("listening", MODELS_URL));

    private WhisperSettings() {}
}
