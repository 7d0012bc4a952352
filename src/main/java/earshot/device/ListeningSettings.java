package earshot.device;

import static earshot.config.SettingScope.NEXT_TURN;

import module java.base;

import earshot.config.Setting;
import earshot.config.SettingsGroup;
import earshot.config.SettingsSection;

/// How listening starts, ends and falls back, and which words mean something of their own. Key names: badge-protocol section 8.7.
///
/// @param timeout listening without speech ends after this
/// @param vadFallback how long manual listening continues without a boundary from the device and without speech before the server ends it
/// @param manualFallback how long the device's own speech boundaries decide
/// @param sttMessage whether badges get `stt` and the early `tts start`
/// @param wakeupWords compared without punctuation
/// @param exitCommands sentences that end the conversation
public record ListeningSettings(Duration timeout, Duration vadFallback, Duration manualFallback, boolean sttMessage, List<String> wakeupWords,
    boolean greetOnWakeup, List<String> exitCommands) {
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    private static final Setting<Duration> TIMEOUT = Setting.millis("listen_timeout_ms", 0, DAY_MILLIS, 10_000).from(NEXT_TURN);
    private static final Setting<Duration> VAD_FALLBACK = Setting.millis("meeting.vad_fallback_ms", 0, DAY_MILLIS, 2_000).from(NEXT_TURN);
    private static final Setting<Duration> MANUAL_FALLBACK = Setting.millis("meeting.manual_listen_fallback_ms", 0, DAY_MILLIS, 5_000).from(NEXT_TURN);
    private static final Setting<Boolean> STT_MESSAGE = Setting.flag("enable_stt_message", false).from(NEXT_TURN);
    private static final Setting<Boolean> GREETING = Setting.flag("enable_greeting", true);
    /// Those that boards and other clients are sold with.
    private static final Setting<List<String>> WAKEUP_WORDS = Setting.texts("wakeup_words",
        "你好小智", "嘿你好呀", "你好小志", "小爱同学", "你好小鑫", "你好小新", "小美同学", "小龙小龙",
        "喵喵同学", "小滨小滨", "小冰小冰", "你好喵伴", "你好小鹿", "Hi 乐鑫", "Hi ESP", "Hi Jason", "Jarvis", "Alexa", "Sophia");
    private static final Setting<List<String>> EXIT_COMMANDS = Setting.texts("exit_commands");

    public static final SettingsSection<ListeningSettings> SECTION = new SettingsSection<>(
        settings -> new ListeningSettings(settings.get(TIMEOUT), settings.get(VAD_FALLBACK), settings.get(MANUAL_FALLBACK), settings.get(STT_MESSAGE),
            settings.get(WAKEUP_WORDS),
            settings.get(GREETING), settings.get(EXIT_COMMANDS)),
        SettingsGroup.of("listening", TIMEOUT, VAD_FALLBACK, MANUAL_FALLBACK, STT_MESSAGE, GREETING, WAKEUP_WORDS, EXIT_COMMANDS));
}
