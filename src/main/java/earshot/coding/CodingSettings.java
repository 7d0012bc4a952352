package earshot.coding;

import module java.base;

import earshot.config.Setting;
import earshot.config.SettingsGroup;
import earshot.config.SettingsReader;
import earshot.config.SettingsSection;

/// When and how insights are made. Key names: badge-protocol section 8.7.
///
/// @param enabled whether there are insights and summaries at all
/// @param debounce pause in the log after which there is one
/// @param messageChars characters of a line that are kept
/// @param historyLines lines that are kept; beyond it the oldest goes
/// @param insightChars characters of the log that the model is told
/// @param insightItems most entries of a list in an insight
/// @param summaryItems most entries of a list in a summary
public record CodingSettings(boolean enabled, Duration debounce, int messageChars, int historyLines, int insightChars, int insightItems, int summaryItems,
    Broadcast broadcast) {
    private static final Setting<Boolean> ENABLED = Setting.flag("coding.insight_enabled", true);
    private static final Setting<Duration> DEBOUNCE = Setting.millis("coding.insight_debounce_ms", 300, 600_000, 1200);
    private static final Setting<Integer> MESSAGE_CHARS = Setting.whole("coding.per_message_max_len", 40, 4_000, 512);
    private static final Setting<Integer> HISTORY_LINES = Setting.whole("coding.history_max_lines", 1, 2_000, 200);
    private static final Setting<Integer> INSIGHT_CHARS = Setting.whole("coding.insight_max_chars", 100, 100_000, 1600);
    private static final Setting<Integer> INSIGHT_ITEMS = Setting.whole("coding.insight_max_items", 1, 6, 5);
    private static final Setting<Integer> SUMMARY_ITEMS = Setting.whole("coding.summary_max_items", 1, 6, 6);
    private static final Setting<Broadcast> BROADCAST = Setting.choice("coding.broadcast", Broadcast.ALL);

    public static final SettingsSection<CodingSettings> SECTION = new SettingsSection<>(CodingSettings::read,
        SettingsGroup.of("coding", ENABLED, DEBOUNCE, MESSAGE_CHARS, HISTORY_LINES, INSIGHT_CHARS, INSIGHT_ITEMS, SUMMARY_ITEMS, BROADCAST));

    /// Which other badges get a copy: none, those in coding mode, or all.
    public enum Broadcast { OFF, CODING, ALL }

    private static CodingSettings read(SettingsReader settings) {
        return new CodingSettings(settings.get(ENABLED), settings.get(DEBOUNCE), settings.get(MESSAGE_CHARS), settings.get(HISTORY_LINES),
            settings.get(INSIGHT_CHARS), settings.get(INSIGHT_ITEMS),
            settings.get(SUMMARY_ITEMS), settings.get(BROADCAST));
    }
}
