package earshot.config;

import earshot.catalog.BuiltInAssistant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Every settings key the program reads, with its value type. Source: badge-protocol section 8.7; `vad.*` and `assistant` are our own.
final class SettingKeys {
    static final String NO_SPEECH = "close_connection_no_voice_time";
    static final String GRACE = "grace_seconds";

    /// Keys with fixed names.
    static final Map<String, ValueType> ALL = all();

    /// Fields of a language model, `LLM.<alias>.<key>`. Other fields are kept for the provider.
    private static final Map<String, ValueType> MODEL_KEYS = Map.ofEntries(
        Map.entry("type", new ValueType.Text()), Map.entry("base_url", new ValueType.Text()), Map.entry("url", new ValueType.Text()), Map.entry("api_key", new ValueType.Text()),
        Map.entry("model_name", new ValueType.Text()), Map.entry("temperature", new ValueType.Decimal(0, 2)), Map.entry("top_p", new ValueType.Decimal(0, 1)),
        Map.entry("max_tokens", new ValueType.Whole(1, 1_000_000, false)), Map.entry("frequency_penalty", new ValueType.Decimal(-2, 2)),
        Map.entry("presence_penalty", new ValueType.Decimal(-2, 2)), Map.entry("timeout", new ValueType.Decimal(1, 3_600)));

    /// Fields of a recogniser or a voice, `ASR.<alias>.<key>` and `TTS.<alias>.<key>`. Other fields are kept for the provider.
    private static final Map<String, ValueType> SERVICE_KEYS = Map.ofEntries(
        Map.entry("type", new ValueType.Text()), Map.entry("base_url", new ValueType.Text()), Map.entry("api_url", new ValueType.Text()), Map.entry("api_key", new ValueType.Text()),
        Map.entry("model_name", new ValueType.Text()), Map.entry("model", new ValueType.Text()), Map.entry("language", new ValueType.Text()), Map.entry("prompt", new ValueType.Text()),
        Map.entry("voice", new ValueType.Text()), Map.entry("speed", new ValueType.Decimal(0.25, 4)), Map.entry("response_format", new ValueType.Text()),
        Map.entry("sample_rate", new ValueType.Whole(8_000, 48_000, false)), Map.entry("host", new ValueType.Text()), Map.entry("port", new ValueType.Whole(1, 65_535, false)),
        Map.entry("is_ssl", new ValueType.Flag()), Map.entry("mode", new ValueType.Choice(List.of("offline", "2pass", "online"))), Map.entry("hotwords", new ValueType.Text()),
        Map.entry("itn", new ValueType.Flag()), Map.entry("timeout", new ValueType.Decimal(1, 600)), Map.entry("stand_in", new ValueType.Flag()));

    /// Keys that a xiaozhi server reads and this program does not: kept, and not reported as unknown.
    static final List<String> TOLERATED = List.of("selected_module.VLLM", "read_config_from_api");

    private static final long DAY_MILLIS = 86_400_000;
    private static final long WEEK_SECONDS = 604_800;

    private SettingKeys() {}

    /// The value type of a dotted key: a fixed key, or one that contains the alias of a provider, a purpose or a device id.
    static Optional<ValueType> valueType(String key) {
        List<String> parts = DottedKey.names(key);
        if (ALL.containsKey(key)) {
            return Optional.of(ALL.get(key));
        }
        return switch (parts.getFirst() + parts.size()) {
            case "LLM2" -> Optional.of(new ValueType.KeyValueMap());
            case "LLM3" -> Optional.of(MODEL_KEYS.getOrDefault(parts.get(2), new ValueType.ProviderDefined()));
            case "ASR2", "TTS2" -> Optional.of(new ValueType.KeyValueMap());
            case "ASR3", "TTS3" -> Optional.of(SERVICE_KEYS.getOrDefault(parts.get(2), new ValueType.ProviderDefined()));
            case "prompt_by_device2" -> Optional.of(new ValueType.Text());
            case "llm_by_mode2" -> Optional.of(new ValueType.ModelForPurpose());
            default -> Optional.empty();
        };
    }

    /// Whether the program reads this leaf of a settings file.
    static boolean isRead(String leaf) {
        return valueType(leaf).isPresent() || leaf.matches("(LLM|ASR|TTS)\\..*") || leaf.matches("(llm_by_mode|prompt_by_device)\\..*") || leaf.startsWith("xiaozhi.")
            || leaf.matches("meeting\\.(term_map|prompts\\.templates|webhook\\.headers)\\..*")
            || leaf.matches("(Memory|Intent)\\..*\\.type")
            || ALL.keySet().stream().anyMatch(key -> key.startsWith(leaf + "."));
    }

    private static Map<String, ValueType> all() {
        Map<String, ValueType> keys = new LinkedHashMap<>();
        keys.put("server.ip", new ValueType.Text());
        keys.put("server.port", new ValueType.Whole(0, 65_535, false));
        keys.put("server.http_port", new ValueType.Whole(0, 65_535, false));
        keys.put("server.websocket", new ValueType.WebSocketUrl());
        keys.put("server.advertise_ip", new ValueType.Text());
        keys.put("server.auth.enabled", new ValueType.Flag());
        keys.put("server.auth.tokens", new ValueType.TextList());
        keys.put("server.auth.allowed_devices", new ValueType.TextList());
        keys.put("manager-api.secret", new ValueType.Text());
        keys.put(NO_SPEECH, new ValueType.Whole(1, WEEK_SECONDS, false));
        keys.put(GRACE, new ValueType.Whole(5, 30, true));
        keys.put("end_prompt.enable", new ValueType.Flag());
        keys.put("end_prompt.prompt", new ValueType.Text());
        keys.put("listen_timeout_ms", new ValueType.Whole(0, DAY_MILLIS, true));
        keys.put("meeting.vad_fallback_ms", new ValueType.Whole(0, DAY_MILLIS, true));
        keys.put("meeting.manual_listen_fallback_ms", new ValueType.Whole(0, DAY_MILLIS, true));
        keys.put("meeting.threadpool_max_workers", new ValueType.Whole(1, 1_000, false));
        meetings(keys);
        keys.put("enable_stt_message", new ValueType.Flag());
        keys.put("wakeup_words", new ValueType.TextList());
        keys.put("enable_greeting", new ValueType.Flag());
        keys.put("exit_commands", new ValueType.TextList());
        keys.put("vad.mode", new ValueType.Whole(0, 3, true));
        keys.put("vad.min_silence_ms", new ValueType.Whole(100, 10_000, true));
        keys.put("vad.longest_turn_ms", new ValueType.Whole(1_000, 600_000, true));
        keys.put("vad.gate_db", new ValueType.Decimal(0, 40));
        keys.put("vad.barge_in_ms", new ValueType.Whole(0, 10_000, true));
        keys.put("selected_module.ASR", new ValueType.Text());
        keys.put("selected_module.TTS", new ValueType.Text());
        keys.put("selected_module.VAD", new ValueType.Text());
        keys.put("selected_module.LLM", new ValueType.Text());
        keys.put("selected_module.Memory", new ValueType.Text());
        keys.put("selected_module.Intent", new ValueType.Text());
        keys.put("summaryMemory", new ValueType.Text());
        keys.put("prompt", new ValueType.Text());
        keys.put("assistant", new ValueType.Choice(BuiltInAssistant.typeNames()));
        keys.put("xiaozhi", new ValueType.KeyValueMap());
        keys.put("log.level", new ValueType.Choice(List.of("error", "warn", "info", "debug", "trace")));
        keys.put("log.max_message_length", new ValueType.Whole(100, 1_000_000, true));
        return keys;
    }

    private static void meetings(Map<String, ValueType> keys) {
        keys.put("meeting.disable_tts", new ValueType.Flag());
        keys.put("meeting.disable_chat_on_snippet", new ValueType.Flag());
        keys.put("meeting.prefer_device_vad", new ValueType.Flag());
        keys.put("meeting.transcript_push_interval_ms", new ValueType.Whole(3_000, 15_000, true));
        keys.put("meeting.merge_interval_ms", new ValueType.Whole(10_000, 15_000, true));
        keys.put("meeting.checkpoint_interval_min", new ValueType.Whole(1, 1_440, true));
        keys.put("meeting.min_duration_ms", new ValueType.Whole(0, DAY_MILLIS, true));
        keys.put("meeting.resume_within_min", new ValueType.Whole(0, 10_080, true));
        keys.put("meeting.join", new ValueType.Choice(List.of("off", "group", "all")));
        keys.put("meeting.keep_sound", new ValueType.Flag());
        keys.put("meeting.target_lang", new ValueType.Text());
        keys.put("meeting.industry", new ValueType.Text());
        keys.put("meeting.scenario", new ValueType.Text());
        keys.put("meeting.term_map", new ValueType.KeyValueMap());
        keys.put("meeting.prompts.system", new ValueType.Text());
        keys.put("meeting.prompts.userTemplate", new ValueType.Text());
        keys.put("meeting.prompts.templates", new ValueType.KeyValueMap());
        keys.put("meeting.llm.max_tokens", new ValueType.Whole(256, 4_000, true));
        keys.put("meeting.llm.checkpoint_max_tokens", new ValueType.Whole(256, 4_000, true));
        keys.put("meeting.summary_transcript_max_chars", new ValueType.Whole(1_000, 1_000_000, true));
        keys.put("meeting.webhook.url", new ValueType.Text());
        keys.put("meeting.webhook.secret", new ValueType.Text());
        keys.put("meeting.webhook.headers", new ValueType.KeyValueMap());
        keys.put("meeting.broadcast.enabled", new ValueType.Flag());
        keys.put("meeting.broadcast.mode", new ValueType.Choice(List.of("off", "group", "session")));
        keys.put("meeting.broadcast.allowed_targets", new ValueType.TextList());
        keys.put("meeting.broadcast.include_origin", new ValueType.Flag());
        keys.put("meeting.api_rate_limit", new ValueType.Whole(0, 100_000, true));
        keys.put("server.meeting_api_token", new ValueType.Text());
    }
}
