package earshot.ui.settings;

import earshot.config.Acceptance;
import earshot.config.Acceptance.Shape;
import java.util.List;

/// One setting of the form. Its words are `setting.<key>` and, where there is more to say, `setting.<key>.note`.
///
/// @param key dotted
/// @param unit as it stands behind the field, empty for none
/// @param words that are offered; what else is written is kept
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
