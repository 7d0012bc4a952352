package earshot.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Every setting with a fixed name as it holds now, and what stands in the files that nothing reads. For the form of the settings: who
/// acts by a setting reads [Settings].
///
/// @param rows by dotted key, in the order of the keys
/// @param unknown in the order of the files; a group of them is named once, at most [#MOST]
public record SettingsSheet(Map<String, Row> rows, List<Unknown> unknown) {
    /// Keys that nothing reads, named at the most.
    public static final int MOST = 200;

    /// What holds where nothing is written.
    public static SettingsSheet defaults() {
        return Sheets.of(Values.NONE, Configuration.builtIns(), Map.of(), List.of());
    }

    /// @param key dotted
    /// @param value in force: a `Long`, `Double`, `Boolean`, text, list of texts or map, with secrets masked; empty where there is none
    /// @param layer that decides it
    /// @param secret whether it is one or holds one, so that only a mask of it is shown; it is kept apart from the settings
    public record Row(String key, Optional<Object> value, Layer layer, boolean secret) {}

    /// @param file that it stands in
    /// @param line from 1, 0 where nobody knows
    /// @param key dotted; `….…` for a group
    public record Unknown(String file, int line, String key) {}
}
