package earshot.engine;

import module java.base;

/// What holds of a settings file, line by line.
///
/// @param file the one of `--config`, else that of the home; empty where there is none
/// @param findings by line; what the file leaves unsaid first
public record SettingsReport(Optional<Path> file, List<SettingsFinding> findings) {
    private static final List<String> RANKS = List.of("manager-api.url", "selected_module.LLM", "selected_module.ASR", "selected_module.TTS");
    public static final SettingsReport NONE = new SettingsReport(Optional.empty(), List.of());

    /// Whether everything that matters holds.
    public boolean holds() {
        return findings.stream().noneMatch(SettingsFinding::fails);
    }

    /// What matters and does not hold: what people hear first.
    public List<SettingsFinding> failing() {
        return findings.stream().filter(SettingsFinding::fails)
            .sorted(Comparator.comparingInt(finding -> RANKS.contains(finding.key()) ? RANKS.indexOf(finding.key()) : RANKS.size())).toList();
    }
}
