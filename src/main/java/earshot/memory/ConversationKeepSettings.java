package earshot.memory;

import earshot.config.Setting;
import earshot.config.SettingsGroup;
import earshot.config.SettingsSection;

/// How long what was said to devices is kept in the database. Not in badge-protocol 8.7.
///
/// @param days 0 keeps nothing, as long as nobody asked for it
public record ConversationKeepSettings(int days) {
    public static final String KEY = "conversation.keep_days";
    private static final Setting<Integer> DAYS = Setting.whole(KEY, 0, 3_650, 0);

    public static final SettingsSection<ConversationKeepSettings> SECTION = new SettingsSection<>(settings -> new ConversationKeepSettings(settings.get(DAYS)),
        SettingsGroup.of("memory", DAYS));
}
