package earshot.engine;

import static earshot.config.ForeignKey.Consequence.MISSING;
import static earshot.config.ForeignKey.Consequence.NONE;
import static earshot.config.ForeignKey.Consequence.REPLACED;

import module java.base;

import earshot.config.ForeignKey;
import earshot.config.KeyTranslation;
import earshot.config.Placeholder;
import earshot.data.LetterCase;

/// The keys that other xiaozhi servers read, of today and of earlier versions: those that mean nothing here, and those that mean the same as one of ours.
/// Source: the settings file that the most widespread one is delivered with, and files of its users.
final class XiaozhiServerKeys {
    static final List<ForeignKey> LIST = List.of(
        new ForeignKey("server.vision_explain", MISSING, "camera"),
        new ForeignKey("server.video_explain", MISSING, "camera"),
        new ForeignKey("server.ota", REPLACED, "ota"),
        new ForeignKey("server.ota_port", REPLACED, "ota"),
        new ForeignKey("server.ota_base", REPLACED, "ota"),
        new ForeignKey("server.timezone_offset", REPLACED, "timezone"),
        new ForeignKey("server.auth_key", REPLACED, "tokens"),
        new ForeignKey("server.auth.expire_seconds", REPLACED, "tokens"),
        new ForeignKey("server.auth.secret", REPLACED, "tokens"),
        new ForeignKey("server.mqtt_gateway", MISSING, "mqtt"),
        new ForeignKey("server.mqtt_signature_key", MISSING, "mqtt"),
        new ForeignKey("server.mqtt_manager_api", MISSING, "mqtt"),
        new ForeignKey("server.udp_gateway", MISSING, "mqtt"), new ForeignKey("mqtt", MISSING, "mqtt"), new ForeignKey("mqtt_server", MISSING, "mqtt"),
        new ForeignKey("udp", MISSING, "mqtt"),
        new ForeignKey("server.secret", REPLACED, "secret"),
        new ForeignKey("manager-api.url", MISSING, "console"),
        new ForeignKey("manager-api.timeout", NONE, "console"),
        new ForeignKey("manager-api.max_retries", NONE, "console"),
        new ForeignKey("manager-api.retry_delay", NONE, "console"),
        new ForeignKey("read_config_from_api", NONE, "console"),
        new ForeignKey("manager", MISSING, "console"),
        new ForeignKey("use_private_config", MISSING, "console"),
        new ForeignKey("log.log_format", REPLACED, "log"),
        new ForeignKey("log.log_format_simple", REPLACED, "log"),
        new ForeignKey("log.log_format_file", REPLACED, "log"),
        new ForeignKey("log.log_dir", REPLACED, "log"),
        new ForeignKey("log.log_file", REPLACED, "log"),
        new ForeignKey("log.data_dir", REPLACED, "home"),
        new ForeignKey("delete_audio", NONE, "sound_files"),
        new ForeignKey("enable_wakeup_words_response_cache", NONE, "wake_word_cache"),
        new ForeignKey("tts_audio_send_delay", REPLACED, "pacing"),
        new ForeignKey("device_max_output_size", MISSING, "answer_length"),
        new ForeignKey("enable_websocket_ping", REPLACED, "keepalive"),
        new ForeignKey("module_test", NONE, "self_test"),
        new ForeignKey("plugins.get_weather", MISSING, "weather"),
        new ForeignKey("plugins.home_assistant", MISSING, "home_assistant"),
        new ForeignKey("plugins.play_music", MISSING, "music"),
        new ForeignKey("plugins", MISSING, "plugins"),
        new ForeignKey("plugin", MISSING, "plugins"),
        new ForeignKey("Music", MISSING, "music"),
        new ForeignKey("music", MISSING, "music"),
        new ForeignKey("functions", MISSING, "plugins"),
        new ForeignKey("iot", NONE, "iot"),
        new ForeignKey("voiceprint", MISSING, "voiceprint"),
        new ForeignKey("timezone", REPLACED, "timezone"),
        new ForeignKey("role_id", REPLACED, "role"),
        new ForeignKey("prompt_template", REPLACED, "prompt_template"),
        new ForeignKey("context_providers", MISSING, "context"),
        new ForeignKey("chat_history_conf", REPLACED, "history"),
        new ForeignKey("selected_module.VLLM", MISSING, "camera"),
        new ForeignKey("VLLM", NONE, "camera"),
        new ForeignKey("selected_module.SLM", MISSING, "small_model"),
        new ForeignKey("selected_module.RAG", MISSING, "knowledge"),
        new ForeignKey("SLM", NONE, "small_model"),
        new ForeignKey("RAG", NONE, "knowledge"),
        new ForeignKey("VAD.<alias>.threshold", REPLACED, "detector"),
        new ForeignKey("VAD.<alias>.threshold_low", REPLACED, "detector"),
        new ForeignKey("VAD.<alias>.model_dir", NONE, "detector"),
        new ForeignKey("VAD.<alias>.type", NONE, "detector"),
        new ForeignKey("VAD.<alias>.sampling_rate", REPLACED, "detector"),
        new ForeignKey("VAD", REPLACED, "detector"),
        new ForeignKey("Intent.<alias>.functions", REPLACED, "functions"),
        new ForeignKey("Intent", REPLACED, "functions"),
        new ForeignKey("Memory", REPLACED, "memory"));

    static final List<KeyTranslation> TRANSLATIONS = List.of(
        new KeyTranslation("VAD.<selected>.min_silence_duration_ms", "vad.min_silence_ms", XiaozhiServerKeys::silence, "short_silence"),
        new KeyTranslation("Intent.<selected>.llm", "llm_by_mode.intent", XiaozhiServerKeys::text, "no_alias"),
        new KeyTranslation("Memory.<selected>.llm", "llm_by_mode.memory", XiaozhiServerKeys::text, "no_alias"),
        new KeyTranslation("language", "spoken_language", XiaozhiServerKeys::text, "no_language"),
        new KeyTranslation("CMD_exit", "exit_commands", Optional::of, "no_list"),
        new KeyTranslation("peer_task_to_workflow", "peer.peer_task_to_workflow", Optional::of, "no_flag"),
        new KeyTranslation("system_prompt", "prompt", XiaozhiServerKeys::text, "no_text"),
        new KeyTranslation("auth.enable", "server.auth.enabled", Optional::of, "no_flag"),
        new KeyTranslation("websocket.port", "server.port", Optional::of, "no_flag"),
        new KeyTranslation("websocket.host", "server.ip", Optional::of, "no_flag"),
        new KeyTranslation("chat.chat_max_silence_duration", "vad.min_silence_ms", XiaozhiServerKeys::silence, "short_silence"),
        new KeyTranslation("log.log_level", "log.level", XiaozhiServerKeys::logLevel, "log_level"),
        new KeyTranslation("tts_timeout", "TTS.<selected>.timeout", Optional::of, "no_number"));

    /// Where detectors judge single frames, shorter pauses than this lie within words.
    private static final double SHORTEST_SILENCE_MS = 300;

    private XiaozhiServerKeys() {}

    private static Optional<Object> silence(Object written) {
        try {
            return Double.parseDouble(String.valueOf(written).strip()) >= SHORTEST_SILENCE_MS ? Optional.of(written) : Optional.empty();
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static Optional<Object> text(Object written) {
        return Optional.of(written).filter(value -> value instanceof String text && !text.isBlank() && !Placeholder.matches(text));
    }

    private static Optional<Object> logLevel(Object written) {
        return switch (LetterCase.upper(String.valueOf(written).strip())) {
            case "TRACE" -> Optional.of("trace");
            case "DEBUG" -> Optional.of("debug");
            case "INFO", "SUCCESS" -> Optional.of("info");
            case "WARN", "WARNING" -> Optional.of("warn");
            case "ERROR", "CRITICAL", "FATAL" -> Optional.of("error");
            default -> Optional.empty();
        };
    }
}
