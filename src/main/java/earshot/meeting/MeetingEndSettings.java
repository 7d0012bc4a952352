package earshot.meeting;

import earshot.config.Setting;
import earshot.config.SettingsGroup;
import earshot.config.SettingsSection;
import java.time.Duration;

/// When a meeting that was forgotten ends. Not in badge-protocol 8.7.
///
/// @param silenceLimit how long nobody says anything until it ends; zero for never
public record MeetingEndSettings(Duration silenceLimit) {
    /// Below the half hour after which a connection without voice is closed in a meeting: then nobody could be asked.
    private static final Setting<Duration> SILENCE_LIMIT = Setting.minutes("meeting.end_after_silence_min", 0, 1_440, 20);

    public static final SettingsSection<MeetingEndSettings> SECTION = new SettingsSection<>(settings -> new MeetingEndSettings(settings.get(SILENCE_LIMIT)),
        SettingsGroup.of("meetings", SILENCE_LIMIT));
}
