package earshot.session;

import module java.base;

import earshot.config.Setting;
import earshot.config.SettingsGroup;
import earshot.config.SettingsSection;

/// When an unused connection is closed. Key names: badge-protocol section 8.7.
///
/// @param noSpeechLimit limit without speech (layer 1); layer 2 is 60 s longer
/// @param grace how long before layer 1 the warning comes
/// @param farewell whether a sentence is said before the connection is closed
/// @param farewellPrompt what the model is asked for it; empty for a fixed sentence
public record IdleSettings(Duration noSpeechLimit, Duration grace, boolean farewell, Optional<String> farewellPrompt) {
    /// Some write ten years for never.
    private static final long LONGEST_SECONDS = 1_000_000_000;
    private static final Setting<Duration> NO_SPEECH_LIMIT = Setting.seconds("close_connection_no_voice_time", 1, LONGEST_SECONDS, 600).strict();
    private static final Setting<Duration> GRACE = Setting.seconds("grace_seconds", 5, 30, 15);
    private static final Setting<Boolean> FAREWELL = Setting.flag("end_prompt.enable", true);
    private static final Setting<Optional<String>> FAREWELL_PROMPT = Setting.prose("end_prompt.prompt");

    public static final SettingsSection<IdleSettings> SECTION = new SettingsSection<>(
        settings -> new IdleSettings(settings.get(NO_SPEECH_LIMIT), settings.get(GRACE), settings.get(FAREWELL), settings.get(FAREWELL_PROMPT)),
        SettingsGroup.of("timers", NO_SPEECH_LIMIT, GRACE, FAREWELL, FAREWELL_PROMPT));

    /// Layer 2: how long a connection may send nothing at all before it is warned.
    public Duration silenceLimit() {
        return noSpeechLimit.plusSeconds(60);
    }
}
