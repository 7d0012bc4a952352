package earshot.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Every settings key the program reads, with its value type. Source: badge-protocol section 8.7; `vad.*` and `assistant` are our own.
final class Keys {
    static final String NO_VOICE = "close_connection_no_voice_time";
    static final String GRACE = "grace_seconds";

    /// Keys with fixed names.
    static final Map<String, Kind> ALL = all();

    /// Fields of a language model, `LLM.<alias>.<key>`. Other fields are kept for the provider.
    private static final Map<String, Kind> OF_A_MODEL = Map.ofEntries(
        Map.entry("type", new Kind.Text()), Map.entry("base_url", new Kind.Text()), Map.entry("url", new Kind.Text()), Map.entry("api_key", new Kind.Text()),
        Map.entry("model_name", new Kind.Text()), Map.entry("temperature", new Kind.Decimal(0, 2)), Map.entry("top_p", new Kind.Decimal(0, 1)),
        Map.entry("max_tokens", new Kind.Whole(1, 1_000_000, false)), Map.entry("frequency_penalty", new Kind.Decimal(-2, 2)),
        Map.entry("presence_penalty", new Kind.Decimal(-2, 2)), Map.entry("timeout", new Kind.Decimal(1, 3_600)));

    /// Fields of a recogniser or a voice, `ASR.<alias>.<key>` and `TTS.<alias>.<key>`. Other fields are kept for the provider.
    private static final Map<String, Kind> OF_A_SERVICE = Map.ofEntries(
        Map.entry("type", new Kind.Text()), Map.entry("base_url", new Kind.Text()), Map.entry("api_url", new Kind.Text()), Map.entry("api_key", new Kind.Text()),
        Map.entry("model_name", new Kind.Text()), Map.entry("model", new Kind.Text()), Map.entry("language", new Kind.Text()), Map.entry("prompt", new Kind.Text()),
        Map.entry("voice", new Kind.Text()), Map.entry("speed", new Kind.Decimal(0.25, 4)), Map.entry("response_format", new Kind.Text()),
        Map.entry("sample_rate", new Kind.Whole(8_000, 48_000, false)), Map.entry("host", new Kind.Text()), Map.entry("port", new Kind.Whole(1, 65_535, false)),
        Map.entry("is_ssl", new Kind.Flag()), Map.entry("mode", new Kind.Choice(List.of("offline", "2pass", "online"))), Map.entry("hotwords", new Kind.Text()),
        Map.entry("itn", new Kind.Flag()), Map.entry("timeout", new Kind.Decimal(1, 600)), Map.entry("stand_in", new Kind.Flag()));

    /// Keys that a xiaozhi server reads and this program does not: kept, and not reported as unknown.
    static final List<String> KEPT = List.of("selected_module.VLLM", "read_config_from_api");

    private static final long DAY_MILLIS = 86_400_000;
    private static final long WEEK_SECONDS = 604_800;

    private Keys() {}

    /// The value type of a dotted key: a fixed key, or one that contains the alias of a provider, a purpose or a device id.
    static Optional<Kind> kind(String key) {
        List<String> parts = Dotted.names(key);
        if (ALL.containsKey(key)) {
            return Optional.of(ALL.get(key));
        }
        return switch (parts.getFirst() + parts.size()) {
            case "LLM2" -> Optional.of(new Kind.Object());
            case "LLM3" -> Optional.of(OF_A_MODEL.getOrDefault(parts.get(2), new Kind.Anything()));
            case "ASR2", "TTS2" -> Optional.of(new Kind.Object());
            case "ASR3", "TTS3" -> Optional.of(OF_A_SERVICE.getOrDefault(parts.get(2), new Kind.Anything()));
            case "prompt_by_device2" -> Optional.of(new Kind.Text());
            case "llm_by_mode2" -> Optional.of(new Kind.Mapping());
            default -> Optional.empty();
        };
    }

    /// Whether the program reads this leaf of a settings file.
    static boolean read(String leaf) {
        return kind(leaf).isPresent() || leaf.matches("(LLM|ASR|TTS)\\..*") || leaf.matches("(llm_by_mode|prompt_by_device)\\..*") || leaf.startsWith("xiaozhi.")
            || leaf.matches("meeting\\.(term_map|prompts\\.templates|webhook\\.headers)\\..*")
            || leaf.matches("(Memory|Intent)\\..*\\.type")
            || ALL.keySet().stream().anyMatch(key -> key.startsWith(leaf + "."));
    }

    private static Map<String, Kind> all() {
        Map<String, Kind> keys = new LinkedHashMap<>();
        keys.put("server.ip", new Kind.Text());
        keys.put("server.port", new Kind.Whole(0, 65_535, false));
        keys.put("server.http_port", new Kind.Whole(0, 65_535, false));
        keys.put("server.websocket", new Kind.Socket());
        keys.put("server.advertise_ip", new Kind.Text());
        keys.put("server.auth.enabled", new Kind.Flag());
        keys.put("server.auth.tokens", new Kind.Texts());
        keys.put("server.auth.allowed_devices", new Kind.Texts());
        keys.put("manager-api.secret", new Kind.Text());
        keys.put(NO_VOICE, new Kind.Whole(1, WEEK_SECONDS, false));
        keys.put(GRACE, new Kind.Whole(5, 30, true));
        keys.put("end_prompt.enable", new Kind.Flag());
        keys.put("end_prompt.prompt", new Kind.Text());
        keys.put("listen_timeout_ms", new Kind.Whole(0, DAY_MILLIS, true));
        keys.put("meeting.vad_fallback_ms", new Kind.Whole(0, DAY_MILLIS, true));
        keys.put("meeting.manual_listen_fallback_ms", new Kind.Whole(0, DAY_MILLIS, true));
        keys.put("meeting.threadpool_max_workers", new Kind.Whole(1, 1_000, false));
        meetings(keys);
        keys.put("enable_stt_message", new Kind.Flag());
        keys.put("wakeup_words", new Kind.Texts());
        keys.put("enable_greeting", new Kind.Flag());
        keys.put("exit_commands", new Kind.Texts());
        keys.put("vad.mode", new Kind.Whole(0, 3, true));
        keys.put("vad.min_silence_ms", new Kind.Whole(100, 10_000, true));
        keys.put("vad.longest_turn_ms", new Kind.Whole(1_000, 600_000, true));
        keys.put("vad.gate_db", new Kind.Decimal(0, 40));
        keys.put("vad.barge_in_ms", new Kind.Whole(0, 10_000, true));
        keys.put("selected_module.ASR", new Kind.Text());
        keys.put("selected_module.TTS", new Kind.Text());
        keys.put("selected_module.VAD", new Kind.Text());
        keys.put("selected_module.LLM", new Kind.Text());
        keys.put("selected_module.Memory", new Kind.Text());
        keys.put("selected_module.Intent", new Kind.Text());
        keys.put("summaryMemory", new Kind.Text());
        keys.put("prompt", new Kind.Text());
        keys.put("assistant", new Kind.Choice(List.of("echo", "scripted")));
        keys.put("xiaozhi", new Kind.Object());
        keys.put("log.level", new Kind.Choice(List.of("error", "warn", "info", "debug", "trace")));
        keys.put("log.max_message_length", new Kind.Whole(100, 1_000_000, true));
        return keys;
    }

    private static void meetings(Map<String, Kind> keys) {
        keys.put("meeting.disable_tts", new Kind.Flag());
        keys.put("meeting.disable_chat_on_snippet", new Kind.Flag());
        keys.put("meeting.prefer_device_vad", new Kind.Flag());
        keys.put("meeting.transcript_push_interval_ms", new Kind.Whole(3_000, 15_000, true));
        keys.put("meeting.merge_interval_ms", new Kind.Whole(10_000, 15_000, true));
        keys.put("meeting.checkpoint_interval_min", new Kind.Whole(1, 1_440, true));
        keys.put("meeting.min_duration_ms", new Kind.Whole(0, DAY_MILLIS, true));
        keys.put("meeting.resume_within_min", new Kind.Whole(0, 10_080, true));
        keys.put("meeting.join", new Kind.Choice(List.of("off", "group", "all")));
        keys.put("meeting.keep_sound", new Kind.Flag());
        keys.put("meeting.target_lang", new Kind.Text());
        keys.put("meeting.industry", new Kind.Text());
        keys.put("meeting.scenario", new Kind.Text());
        keys.put("meeting.term_map", new Kind.Object());
        keys.put("meeting.prompts.system", new Kind.Text());
        keys.put("meeting.prompts.userTemplate", new Kind.Text());
        keys.put("meeting.prompts.templates", new Kind.Object());
        keys.put("meeting.llm.max_tokens", new Kind.Whole(256, 4_000, true));
        keys.put("meeting.llm.checkpoint_max_tokens", new Kind.Whole(256, 4_000, true));
        keys.put("meeting.summary_transcript_max_chars", new Kind.Whole(1_000, 1_000_000, true));
        keys.put("meeting.webhook.url", new Kind.Text());
        keys.put("meeting.webhook.secret", new Kind.Text());
        keys.put("meeting.webhook.headers", new Kind.Object());
        keys.put("meeting.broadcast.enabled", new Kind.Flag());
        keys.put("meeting.broadcast.mode", new Kind.Choice(List.of("off", "group", "session")));
        keys.put("meeting.broadcast.allowed_targets", new Kind.Texts());
        keys.put("meeting.broadcast.include_origin", new Kind.Flag());
        keys.put("meeting.api_rate_limit", new Kind.Whole(0, 100_000, true));
        keys.put("server.meeting_api_token", new Kind.Text());
    }
}
