package earshot.access;

import static earshot.config.SettingScope.NEXT_CONNECTION;

import earshot.config.Setting;
import earshot.config.SettingsGroup;
import earshot.config.SettingsSection;

/// Who can reach the server. Whether devices need approval as well is `server.auth.enabled`.
public record AccessSettings(Reach reach) {
    private static final Setting<Reach> REACH = Setting.choice("server.reach", Reach.NETWORK).from(NEXT_CONNECTION);

    public static final SettingsSection<AccessSettings> SECTION = new SettingsSection<>(settings -> new AccessSettings(settings.get(REACH)),
        SettingsGroup.of("access", REACH));
}
