package earshot.meeting;

import static earshot.config.SettingScope.NEXT_MEETING;

import earshot.config.Setting;
import earshot.config.SettingsGroup;
import earshot.config.SettingsReader;
import earshot.config.SettingsSection;
import java.time.Duration;

/// How meetings are held and recorded. `merge_interval_ms`, `resume_within_min`, `join` and `keep_sound` are not in badge-protocol 8.7.
///
/// @param disableTts nothing is spoken in meeting mode, and no voice is prepared
/// @param chatDisabled speech in a meeting is not sent to the assistant
/// @param preferDeviceVad in a meeting the device marks the ends of speech
/// @param minDuration a meeting counts as at least this long
/// @param resumeLimit a device that reconnects within this time continues its meeting
/// @param join which running meeting a device joins when it starts one
public record MeetingSettings(boolean disableTts, boolean chatDisabled, boolean preferDeviceVad, Intervals intervals, Duration minDuration,
    Duration resumeLimit, Join join, boolean keepAudio) {
    private static final Setting<Boolean> DISABLE_TTS = Setting.flag("meeting.disable_tts", false);
    private static final Setting<Boolean> CHAT_DISABLED = Setting.flag("meeting.disable_chat_on_snippet", true);
    private static final Setting<Boolean> PREFER_DEVICE_VAD = Setting.flag("meeting.prefer_device_vad", true).from(NEXT_MEETING);
    private static final Setting<Duration> PUSH_INTERVAL = Setting.millis("meeting.transcript_push_interval_ms", 3_000, 15_000, 5_000);
    private static final Setting<Duration> MERGE_INTERVAL = Setting.millis("meeting.merge_interval_ms", 10_000, 15_000, 12_000);
    private static final Setting<Duration> CHECKPOINT_INTERVAL = Setting.minutes("meeting.checkpoint_interval_min", 1, 1_440, 10);
    private static final Setting<Duration> MIN_DURATION = Setting.millis("meeting.min_duration_ms", 0, Duration.ofDays(1).toMillis(), 5_000);
    private static final Setting<Duration> RESUME_LIMIT = Setting.minutes("meeting.resume_within_min", 0, 10_080, 120);
    private static final Setting<Join> JOIN = Setting.choice("meeting.join", Join.OFF).from(NEXT_MEETING);
    private static final Setting<Boolean> KEEP_AUDIO = Setting.flag("meeting.keep_sound", false);

    public static final SettingsSection<MeetingSettings> SECTION = new SettingsSection<>(MeetingSettings::read,
        SettingsGroup.of("meetings", DISABLE_TTS, CHAT_DISABLED, PREFER_DEVICE_VAD, PUSH_INTERVAL, MERGE_INTERVAL, CHECKPOINT_INTERVAL, MIN_DURATION,
            RESUME_LIMIT, JOIN, KEEP_AUDIO));

    /// A change applies from the next interval on.
    ///
    /// @param push between two parts of the transcript
    /// @param merge how long new sentences stay pending
    /// @param checkpoint between interim summaries
    public record Intervals(Duration push, Duration merge, Duration checkpoint) {}

    /// `OFF` none, `GROUP` that of a device whose id has the same first 8 characters, `ALL` the newest.
    public enum Join { OFF, GROUP, ALL }

    private static MeetingSettings read(SettingsReader settings) {
        return new MeetingSettings(settings.get(DISABLE_TTS), settings.get(CHAT_DISABLED), settings.get(PREFER_DEVICE_VAD),
            new Intervals(settings.get(PUSH_INTERVAL), settings.get(MERGE_INTERVAL), settings.get(CHECKPOINT_INTERVAL)), settings.get(MIN_DURATION),
            settings.get(RESUME_LIMIT), settings.get(JOIN),
            settings.get(KEEP_AUDIO));
    }
}
