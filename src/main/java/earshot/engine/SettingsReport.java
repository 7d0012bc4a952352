package earshot.engine;

import module java.base;

/// What holds of a settings file, line by line.
///
/// @param file the one of `--config`, else that of the home; empty where there is none
/// @param findings by line; what the file leaves unsaid first
public record SettingsReport(Optional<Path> file, List<SettingsFinding> findings) {
    public static final SettingsReport NONE = new SettingsReport(Optional.empty(), List.of());

    /// Whether everything that matters holds.
    public boolean holds() {
        return findings.stream().noneMatch(SettingsFinding::fails);
    }

    /// What matters and does not hold: what people hear first.
    public List<SettingsFinding> failing() {
        // all keys that choose none of the parts have the last rank
        return findings.stream().filter(SettingsFinding::fails)
            .sorted(Comparator.comparing(finding -> finding.part().orElse(ChosenPart.MEMORY))).toList();
    }
}
