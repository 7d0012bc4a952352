package earshot.task;

import module java.base;

import earshot.config.Setting;
import earshot.config.SettingsGroup;
import earshot.config.SettingsReader;
import earshot.config.SettingsSection;
import earshot.id.DeviceId;

/// Source: badge-protocol section 8.7.
///
/// @param disableTts nothing is spoken in working mode
/// @param registrationDelay how long the list of tasks waits that a device gets when it connects; zero outside of test mode
/// @param aliases the names under which devices own tasks
public record WorkingSettings(boolean disableTts, Duration registrationDelay, Map<DeviceId, String> aliases) {
    private static final Setting<Boolean> DISABLE_TTS = Setting.flag("working.disable_tts", true);
    private static final Setting<Boolean> TEST_MODE = Setting.flag("workflow.test_mode", false);
    private static final Setting<Duration> SNAPSHOT_DELAY = Setting.millis("workflow.snapshot_on_register_delay_ms", 0, 60_000, 0);
    private static final Setting<Map<String, Object>> WORKFLOW_ALIASES = Setting.map("workflow.device_alias");
    private static final Setting<Map<String, Object>> ALIASES = Setting.map("device_alias");
    private static final int MAX_ALIAS = 64;

    public static final SettingsSection<WorkingSettings> SECTION = new SettingsSection<>(WorkingSettings::read,
        SettingsGroup.of("working", DISABLE_TTS, TEST_MODE, SNAPSHOT_DELAY, WORKFLOW_ALIASES, ALIASES));

    private static WorkingSettings read(SettingsReader settings) {
        Map<DeviceId, String> aliases = new LinkedHashMap<>();
        Stream.of(ALIASES, WORKFLOW_ALIASES).flatMap(setting -> settings.get(setting).entrySet().stream()).forEach(entry -> {
            String alias = WorkflowRequestReader.line(String.valueOf(entry.getValue()), MAX_ALIAS);
            if (!alias.isEmpty()) {
                aliases.put(new DeviceId(SettingsReader.id(entry.getKey())), alias);
            }
        });
        Duration delay = settings.get(SNAPSHOT_DELAY);
        return new WorkingSettings(settings.get(DISABLE_TTS), settings.get(TEST_MODE) ? delay : Duration.ZERO, Map.copyOf(aliases));
    }

    /// The name under which a device owns tasks.
    public String owner(DeviceId device) {
        return aliases.getOrDefault(device, device.value());
    }

    /// Whether two names of an owner are the same, or the alias and the id of one device.
    boolean sameOwner(String one, String other) {
        return one.equals(other) || other.equals(aliases.get(new DeviceId(one))) || one.equals(aliases.get(new DeviceId(other)));
    }

    /// Whether an owner is this device, by its alias or its id.
    public boolean isOwner(String owner, DeviceId device) {
        return owner.equals(device.value()) || owner.equals(owner(device));
    }
}
