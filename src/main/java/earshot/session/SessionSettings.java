package earshot.session;

import static earshot.config.SettingScope.NEXT_CONNECTION;
import static earshot.data.JsonMappers.JSON;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.config.Setting;
import earshot.config.SettingsGroup;
import earshot.config.SettingsSection;
import java.util.Map;

/// Settings of a connection that are single values.
public final class SessionSettings {
    private static final Setting<Integer> MAX_WORKERS = Setting.whole("meeting.threadpool_max_workers", 1, 1_000, 2).strict().from(NEXT_CONNECTION);
    private static final Setting<Map<String, Object>> XIAOZHI = Setting.map("xiaozhi").from(NEXT_CONNECTION);

    private static final Setting<Double> MAX_SOUND_SPEED = Setting.decimal("max_sound_speed", 1.5, 1_000, 1.5).from(NEXT_CONNECTION);

    /// How many times faster than real time sound may come for long; more is for programs that play recordings. Our own key.
    public static final SettingsSection<Double> SOUND_SPEED = new SettingsSection<>(settings -> settings.get(MAX_SOUND_SPEED),
        SettingsGroup.of("listening", MAX_SOUND_SPEED));

    /// Turns of one connection that may run at once; in spite of its key, in all modes.
    public static final SettingsSection<Integer> WORKERS = new SettingsSection<>(settings -> settings.get(MAX_WORKERS),
        SettingsGroup.of("listening", MAX_WORKERS));

    /// The hello that devices get, without the id of the session.
    public static final SettingsSection<ObjectNode> HELLO = new SettingsSection<>(settings -> JSON.valueToTree(settings.get(XIAOZHI)),
        SettingsGroup.of("server", XIAOZHI));

    private SessionSettings() {}
}
