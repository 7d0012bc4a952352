package earshot.ui.settings;

import earshot.config.InputConstraints;
import earshot.config.InputConstraints.InputKind;
import java.util.List;

/// One setting of the form. Its text keys are `setting.<key>` and optionally `setting.<key>.note`.
///
/// @param key dotted
/// @param unit shown behind the field, empty for none
/// @param choices values offered for choice; another value in a file is kept
record SettingDefinition(String key, SettingScope scope, String unit, List<String> choices) {
    static SettingDefinition of(String key, SettingScope scope) {
        return new SettingDefinition(key, scope, "", InputConstraints.of(key).choices());
    }

    static SettingDefinition of(String key, SettingScope scope, String unit) {
        return new SettingDefinition(key, scope, unit, List.of());
    }

    InputKind shape() {
        return choices.isEmpty() ? InputConstraints.of(key).inputKind() : InputKind.CHOICE;
    }
}
