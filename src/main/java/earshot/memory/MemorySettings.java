package earshot.memory;

import module java.base;

import earshot.config.Setting;
import earshot.config.SettingsGroup;
import earshot.config.SettingsSection;

/// Whether conversations are remembered. Key names: badge-protocol section 8.7.
///
/// @param initialSummary initial memory of a device that has none yet
public record MemorySettings(boolean enabled, Optional<String> initialSummary) {
    private static final String LOCAL = "mem_local_short";
    private static final Setting<String> MODULE = Setting.module("selected_module.Memory", List.of("nomem", LOCAL));
    private static final Setting<Optional<String>> ALIAS_TYPE = Setting.text("Memory.<alias>.type");
    private static final Setting<Optional<String>> INITIAL_SUMMARY = Setting.prose("summaryMemory");

    public static final SettingsSection<MemorySettings> SECTION = new SettingsSection<>(
        settings -> new MemorySettings(settings.selected(MODULE).type().equals(LOCAL), settings.get(INITIAL_SUMMARY)),
        SettingsGroup.of("memory", MODULE, INITIAL_SUMMARY), SettingsGroup.elsewhere("models", ALIAS_TYPE));
}
