package earshot.config;

import module java.base;

/// Settings that are shown under one heading and applied together.
///
/// @param id of the heading: its text key is `settings.group.<id>`
/// @param editable whether the settings view shows them; those of models and providers have a view of their own
public record SettingsGroup(String id, boolean editable, List<Setting<?>> settings) {
    /// Settings that the settings view shows.
    public static SettingsGroup of(String id, Setting<?>... settings) {
        return new SettingsGroup(id, true, List.of(settings));
    }

    /// Settings that another view shows.
    public static SettingsGroup elsewhere(String id, Setting<?>... settings) {
        return new SettingsGroup(id, false, List.of(settings));
    }

    /// This group with the settings of another one below the same heading.
    SettingsGroup and(SettingsGroup more) {
        return new SettingsGroup(id, editable, Stream.concat(settings.stream(), more.settings.stream()).toList());
    }
}
