package earshot.asr;

import static earshot.config.SettingScope.NEXT_TURN;

import module java.base;

import earshot.config.Setting;
import earshot.config.SettingsGroup;
import earshot.config.SettingsSection;

/// What is done with texts that nobody said. The keys are our own.
///
/// @param dropped whether they are dropped
/// @param phrases beside the known ones; `*` stands for any text
public record HallucinationSettings(boolean dropped, List<String> phrases) {
    private static final Setting<Boolean> DROPPED = Setting.flag("hallucinations.drop", true).from(NEXT_TURN);
    private static final Setting<List<String>> PHRASES = Setting.texts("hallucinations.phrases").from(NEXT_TURN);

    public static final SettingsSection<HallucinationSettings> SECTION = new SettingsSection<>(
        settings -> new HallucinationSettings(settings.get(DROPPED), settings.get(PHRASES)),
        SettingsGroup.of("hearing", DROPPED, PHRASES));
}
