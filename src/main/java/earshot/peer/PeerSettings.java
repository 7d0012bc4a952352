package earshot.peer;

import module java.base;

import earshot.config.Setting;
import earshot.config.SettingsGroup;
import earshot.config.SettingsSection;
import earshot.data.LetterCase;
import earshot.device.IdentityResolver;
import earshot.id.DeviceId;

/// @param maxTargets devices that one message may name
/// @param broadcastsPerMinute of one sender
/// @param tasks whether a message of category `task` becomes a task of its receivers
public record PeerSettings(PeerRules rules, int maxTargets, int broadcastsPerMinute, boolean tasks) {
    public static final String ENABLED_KEY = "peer.enabled";
    public static final String ALLOW_ALL_KEY = "peer.allow_all";
    public static final String ALLOW_BROADCAST_KEY = "peer.allow_broadcast";
    public static final String ALLOWLIST_KEY = "peer.allowlist";
    public static final String ROLES_KEY = "peer.device_roles";
    public static final String GRANTS_KEY = "peer.roles_grants";
    public static final String GROUPS_KEY = "peer.group_rules";

    private static final Setting<Boolean> ENABLED = Setting.flag(ENABLED_KEY, false);
    private static final Setting<Boolean> ALLOW_ALL = Setting.flag(ALLOW_ALL_KEY, false);
    private static final Setting<Boolean> ALLOW_BROADCAST = Setting.flag(ALLOW_BROADCAST_KEY, false);
    private static final Setting<List<String>> ALLOWLIST = Setting.filledTexts(ALLOWLIST_KEY);
    private static final Setting<Map<String, Object>> ROLES = Setting.map(ROLES_KEY);
    private static final Setting<Map<String, Object>> GRANTS = Setting.map(GRANTS_KEY);
    private static final Setting<Map<String, Object>> GROUPS = Setting.map(GROUPS_KEY);
    private static final Setting<Integer> MAX_TARGETS = Setting.whole("peer.max_targets", 1, 100, 10);
    private static final Setting<Integer> BROADCASTS = Setting.whole("peer.broadcasts_per_minute", 0, 600, 6);
    private static final Setting<Boolean> TASKS = Setting.flag("peer.peer_task_to_workflow", true);

    public static final SettingsSection<PeerSettings> SECTION = new SettingsSection<>(
        settings -> new PeerSettings(new PeerRules(settings.get(ENABLED), settings.get(ALLOW_ALL), settings.get(ALLOW_BROADCAST),
            settings.get(ALLOWLIST).stream().flatMap(id -> device(id).stream()).collect(Collectors.toSet()),
            keyed(settings.get(ROLES), PeerSettings::device, PeerSettings::role),
            keyed(settings.get(GRANTS), key -> Optional.of(role(key)), PeerSettings::role),
            keyed(settings.get(GROUPS), key -> Optional.of(group(key)), PeerSettings::group)), settings.get(MAX_TARGETS), settings.get(BROADCASTS),
            settings.get(TASKS)),
        SettingsGroup.of("peer", ENABLED, ALLOW_ALL, ALLOW_BROADCAST, ALLOWLIST, ROLES, GRANTS, GROUPS, MAX_TARGETS, BROADCASTS, TASKS));

    private static Optional<DeviceId> device(String written) {
        return IdentityResolver.normalized(Optional.of(written)).map(DeviceId::new);
    }

    private static String role(String written) {
        return LetterCase.lower(written.strip());
    }

    private static String group(String written) {
        return PeerRules.group(role(written));
    }

    /// Each value is a text, texts with commas between them, or a list; keys that mean the same are taken together.
    private static <K> Map<K, Set<String>> keyed(Map<String, Object> written, Function<String, Optional<K>> key, UnaryOperator<String> value) {
        Map<K, Set<String>> read = new HashMap<>();
        written.forEach((name, values) -> key.apply(name)
            .ifPresent(known -> read.computeIfAbsent(known, _ -> new HashSet<>()).addAll(words(values).map(value).filter(word -> !word.isEmpty()).toList())));
        return read;
    }

    private static Stream<String> words(Object written) {
        return written instanceof Collection<?> list ? list.stream().filter(Objects::nonNull).map(String::valueOf)
            : Arrays.stream(String.valueOf(written).split(","));
    }
}
