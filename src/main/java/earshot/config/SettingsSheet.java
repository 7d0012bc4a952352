package earshot.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The current value of every setting with a fixed key, and the unknown keys in the files. For the settings form; code that acts on
/// a setting reads [Settings].
///
/// @param rows by dotted key, in the order of the keys
/// @param unknown in file order, at most [#MOST]; a group of unknown keys counts as one
public record SettingsSheet(Map<String, Row> rows, List<Unknown> unknown) {
    /// Limit of the unknown keys listed.
    public static final int MOST = 200;

    /// The built-in defaults.
    public static SettingsSheet defaults() {
        return Sheets.of(Values.NONE, Configuration.builtIns(), Map.of(), List.of());
    }

    /// @param key dotted
    /// @param value in force: a `Long`, `Double`, `Boolean`, text, list of texts or map, secrets masked; empty when there is none
    /// @param layer the value comes from
    /// @param secret whether the value is or contains a secret, so that only its mask is shown
    public record Row(String key, Optional<Object> value, Layer layer, boolean secret) {}

    /// @param file that contains the key
    /// @param line from 1, 0 when unknown
    /// @param key dotted; `….…` for a group
    public record Unknown(String file, int line, String key) {}
}
