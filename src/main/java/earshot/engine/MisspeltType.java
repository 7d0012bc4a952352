package earshot.engine;

import module java.base;

import earshot.catalog.ProviderType;
import earshot.config.DottedKey;
import earshot.engine.SettingsFinding.Remedy;
import earshot.engine.SettingsFinding.Text;
import earshot.llm.SpellingSuggester;
import earshot.remote.ProviderKind;

/// What is said of a `type` that is not known here, and the one that its writer may have meant.
final class MisspeltType {
    private MisspeltType() {}

    static Text text(ProviderKind kind, String type) {
        return near(kind, type).map(near -> Text.of("check.entry.type.near", type, near)).orElseGet(() -> Text.of("check.entry.type", type));
    }

    /// Writes the type that is near into the entry.
    static Optional<Remedy> remedy(ProviderKind kind, String alias, String type) {
        return near(kind, type).map(near -> new Remedy.Choose(DottedKey.of(kind.name(), alias, "type"), near));
    }

    private static Optional<String> near(ProviderKind kind, String type) {
        return SpellingSuggester.suggest(type, kind.types().stream().map(ProviderType::typeName).toList());
    }
}
