package earshot.engine;

import earshot.config.Setting;
import earshot.config.SettingsGroup;
import earshot.config.SettingsSection;
import org.slf4j.event.Level;

/// What is logged.
///
/// @param level from which severity on; the key is our own
/// @param longestText characters of one logged text
public record LogSettings(Level level, int longestText) {
    private static final Setting<Level> LEVEL = Setting.choice("log.level", Level.INFO);
    private static final Setting<Integer> LONGEST_TEXT = Setting.whole("log.max_message_length", 100, 1_000_000, 2_000);

    public static final SettingsSection<LogSettings> SECTION = new SettingsSection<>(
        settings -> new LogSettings(settings.get(LEVEL), settings.get(LONGEST_TEXT)), SettingsGroup.of("server", LEVEL, LONGEST_TEXT));
}
