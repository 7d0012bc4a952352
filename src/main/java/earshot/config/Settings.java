package earshot.config;

import module java.base;

/// The settings in force: the typed record of each feature. Immutable.
public final class Settings {
    private static final Settings DEFAULTS = new Settings(Map.of());

    private final Map<SettingsSection<?>, Object> records;

    /// @param records by the section that declares them; a section without one has its defaults
    Settings(Map<SettingsSection<?>, Object> records) {
        this.records = Map.copyOf(records);
    }

    /// What holds where nothing is written.
    public static Settings defaults() {
        return DEFAULTS;
    }

    /// The record of a feature.
    @SuppressWarnings("unchecked") // records are only put in under their own section
    public <R> R of(SettingsSection<R> section) {
        R known = (R) records.get(section);
        return known == null ? section.defaults() : known;
    }

    /// A copy with the record of one feature replaced.
    public <R> Settings with(SettingsSection<R> section, R replacement) {
        Map<SettingsSection<?>, Object> copy = new HashMap<>(records);
        copy.put(section, replacement);
        return new Settings(copy);
    }

    /// Whether every feature has the same record in both.
    @Override
    public boolean equals(Object other) {
        return other instanceof Settings that && covers(that) && that.covers(this);
    }

    private boolean covers(Settings that) {
        return records.keySet().stream().allMatch(section -> of(section).equals(that.of(section)));
    }

    /// The same for all: equal settings may hold the records of different sections.
    @Override
    public int hashCode() {
        return 1;
    }

    @Override
    public String toString() {
        return "Settings" + records.values();
    }
}
