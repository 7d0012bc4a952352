package earshot.config;

import module java.base;

/// The settings of one feature, and how its record is built from them. Each is a constant of that record.
public final class SettingsSection<R> {
    private final Function<SettingsReader, R> parser;
    private final List<SettingsGroup> groups;
    private final R defaults;

    /// @param parser builds the record from the settings of the groups
    public SettingsSection(Function<SettingsReader, R> parser, SettingsGroup... groups) {
        this.parser = parser;
        this.groups = List.of(groups);
        defaults = parser.apply(new SettingsReader(SettingsTree.EMPTY));
    }

    R read(SettingsReader reader) {
        return parser.apply(reader);
    }

    List<SettingsGroup> groups() {
        return groups;
    }

    /// What holds where nothing is written.
    public R defaults() {
        return defaults;
    }
}
