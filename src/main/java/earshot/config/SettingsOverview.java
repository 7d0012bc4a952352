package earshot.config;

import module java.base;

/// The current value of every setting with a fixed key, and the unknown keys in the files. For the settings form; code that acts on
/// a setting reads [Settings].
///
/// @param values by dotted key, in the order of the keys
/// @param entries what is written of families, such as the fields of each `LLM.<alias>`, by dotted key; secrets and what contains one are left out
/// @param unknownKeys in file order, at most [#MAX_UNKNOWN_KEYS]; a group of unknown keys counts as one
public record SettingsOverview(Map<String, CurrentValue> values, Map<String, Object> entries, List<UnknownKey> unknownKeys) {
    public static final int MAX_UNKNOWN_KEYS = 200;

    /// What holds where nothing is written.
    public static SettingsOverview defaults(SettingsCatalog catalog) {
        return SettingsOverviewBuilder.of(catalog, SettingsTree.EMPTY, Map.of(), List.of());
    }

    /// @param key dotted
    /// @param value in force: a `Long`, `Double`, `Boolean`, text, list of texts or map, secrets masked; empty when there is none
    /// @param source the value comes from
    /// @param secret whether the value is or contains a secret, so that only its mask is shown
    public record CurrentValue(String key, Optional<Object> value, SettingsLayer source, boolean secret) {}

    /// @param file that contains the key
    /// @param line from 1, 0 when unknown
    /// @param key dotted; `….…` for a group
    public record UnknownKey(String file, int line, String key) {}
}
