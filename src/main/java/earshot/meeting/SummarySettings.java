package earshot.meeting;

import module java.base;

import earshot.config.Setting;
import earshot.config.SettingsGroup;
import earshot.config.SettingsReader;
import earshot.config.SettingsSection;

/// How summaries of meetings are written. Key names: badge-protocol section 8.7.
///
/// @param language `zh`, `en` or another language the model knows; empty for the language of the meeting (`auto`)
/// @param industry chooses terms and template
/// @param terms section (`industry:<name>`, `zh`, `en`, `*`) to a map from wrong to correct spelling
public record SummarySettings(Optional<String> language, Optional<String> industry, Optional<String> scenario, Map<String, Map<String, String>> terms,
    Prompts prompts, Limits limits) {
    private static final String LANGUAGE_OF_MEETING = "auto";
    private static final Setting<String> LANGUAGE = Setting.text("meeting.target_lang", LANGUAGE_OF_MEETING);
    private static final Setting<Optional<String>> INDUSTRY = Setting.text("meeting.industry");
    private static final Setting<Optional<String>> SCENARIO = Setting.text("meeting.scenario");
    private static final Setting<Map<String, Object>> TERMS = Setting.map("meeting.term_map");
    private static final Setting<Optional<String>> SYSTEM = Setting.prose("meeting.prompts.system");
    private static final Setting<Optional<String>> USER_TEMPLATE = Setting.prose("meeting.prompts.userTemplate");
    private static final Setting<Map<String, Object>> TEMPLATES = Setting.map("meeting.prompts.templates");
    private static final Setting<Integer> MAX_TOKENS = Setting.whole("meeting.llm.max_tokens", 256, 4_000, 800);
    private static final Setting<Integer> CHECKPOINT_TOKENS = Setting.whole("meeting.llm.checkpoint_max_tokens", 256, 4_000, 400);
    private static final Setting<Integer> MAX_CHARACTERS = Setting.whole("meeting.summary_transcript_max_chars", 1_000, 1_000_000, 4_000);

    public static final SettingsSection<SummarySettings> SECTION = new SettingsSection<>(SummarySettings::read,
        SettingsGroup.of("summaries", LANGUAGE, INDUSTRY, SCENARIO, TERMS, SYSTEM, USER_TEMPLATE, TEMPLATES, MAX_TOKENS, CHECKPOINT_TOKENS, MAX_CHARACTERS));

    /// The instructions for the model; the built-in ones where empty.
    ///
    /// @param templates by industry
    public record Prompts(Optional<String> system, Optional<String> userTemplate, Map<String, String> templates) {}

    /// @param characters of transcript in one request; a longer one is split
    public record Limits(int tokens, int checkpointTokens, int characters) {}

    private static SummarySettings read(SettingsReader settings) {
        Map<String, Map<String, String>> terms = new LinkedHashMap<>();
        settings.get(TERMS).forEach((section, words) -> terms.put(section, words instanceof Map<?, ?> map ? SettingsReader.texts(map) : Map.of()));
        return new SummarySettings(Optional.of(settings.get(LANGUAGE)).filter(language -> !language.equalsIgnoreCase(LANGUAGE_OF_MEETING)),
            settings.get(INDUSTRY), settings.get(SCENARIO),
            Collections.unmodifiableMap(terms), new Prompts(settings.get(SYSTEM), settings.get(USER_TEMPLATE), SettingsReader.texts(settings.get(TEMPLATES))),
            new Limits(settings.get(MAX_TOKENS), settings.get(CHECKPOINT_TOKENS), settings.get(MAX_CHARACTERS)));
    }
}
