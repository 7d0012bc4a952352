package earshot.ui.settings;

import earshot.config.Acceptance;
import earshot.config.Acceptance.Shape;
import java.util.List;

/// One setting of the form. Its text keys are `setting.<key>` and optionally `setting.<key>.note`.
///
/// @param key dotted
/// @param unit shown behind the field, empty for none
/// @param words values offered for choice; another value in a file is kept
record Setting(String key, Scope scope, String unit, List<String> words) {
    static Setting of(String key, Scope scope) {
        return new Setting(key, scope, "", Acceptance.of(key).words());
    }

    static Setting of(String key, Scope scope, String unit) {
        return new Setting(key, scope, unit, List.of());
    }

    Shape shape() {
        return words.isEmpty() ? Acceptance.of(key).shape() : Shape.WORD;
    }
}
