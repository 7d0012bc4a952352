package earshot.ui.settings;

import static earshot.ui.settings.SettingScope.NEXT_CONNECTION;
import static earshot.ui.settings.SettingScope.NEXT_MEETING;
import static earshot.ui.settings.SettingScope.NEXT_TURN;
import static earshot.ui.settings.SettingScope.NOW;
import static earshot.ui.settings.SettingScope.RESTART;

import java.util.List;
import java.util.Locale;

/// Settings that are shown and applied together. Settings of models and providers are in the models view.
enum SettingGroup {
    TIMERS(SettingDefinition.of("close_connection_no_voice_time", NOW, "s"), SettingDefinition.of("grace_seconds", NOW, "s"), SettingDefinition.of("end_prompt.enable", NOW), SettingDefinition.of("end_prompt.prompt", NOW)),
    HEARING(SettingDefinition.of("vad.min_silence_ms", NEXT_TURN, "ms"), SettingDefinition.of("vad.gate_db", NEXT_TURN, "dB"), SettingDefinition.of("vad.mode", NEXT_TURN), SettingDefinition.of("vad.longest_turn_ms", NEXT_TURN, "ms"),
        SettingDefinition.of("vad.barge_in_ms", NEXT_TURN, "ms")),
    LISTENING(SettingDefinition.of("listen_timeout_ms", NEXT_TURN, "ms"), SettingDefinition.of("meeting.vad_fallback_ms", NEXT_TURN, "ms"), SettingDefinition.of("meeting.manual_listen_fallback_ms", NEXT_TURN, "ms"),
        SettingDefinition.of("enable_stt_message", NEXT_TURN), SettingDefinition.of("enable_greeting", NOW), SettingDefinition.of("wakeup_words", NOW), SettingDefinition.of("exit_commands", NOW),
        new SettingDefinition("selected_module.Intent", NEXT_TURN, "", List.of("function_call", "intent_llm", "nointent")), SettingDefinition.of("meeting.threadpool_max_workers", NEXT_CONNECTION)),
    MEMORY(new SettingDefinition("selected_module.Memory", NOW, "", List.of("nomem", "mem_local_short")), SettingDefinition.of("summaryMemory", NOW)),
    MEETINGS(SettingDefinition.of("meeting.disable_tts", NOW), SettingDefinition.of("meeting.disable_chat_on_snippet", NOW), SettingDefinition.of("meeting.prefer_device_vad", NEXT_MEETING),
        SettingDefinition.of("meeting.transcript_push_interval_ms", NOW, "ms"), SettingDefinition.of("meeting.merge_interval_ms", NOW, "ms"),
        SettingDefinition.of("meeting.checkpoint_interval_min", NOW, "min"), SettingDefinition.of("meeting.min_duration_ms", NOW, "ms"), SettingDefinition.of("meeting.resume_within_min", NOW, "min"),
        SettingDefinition.of("meeting.join", NEXT_MEETING), SettingDefinition.of("meeting.keep_sound", NOW)),
    SUMMARIES(SettingDefinition.of("meeting.target_lang", NOW), SettingDefinition.of("meeting.industry", NOW), SettingDefinition.of("meeting.scenario", NOW), SettingDefinition.of("meeting.term_map", NOW),
        SettingDefinition.of("meeting.prompts.system", NOW), SettingDefinition.of("meeting.prompts.userTemplate", NOW), SettingDefinition.of("meeting.prompts.templates", NOW), SettingDefinition.of("meeting.llm.max_tokens", NOW),
        SettingDefinition.of("meeting.llm.checkpoint_max_tokens", NOW), SettingDefinition.of("meeting.summary_transcript_max_chars", NOW)),
    SHARING(SettingDefinition.of("meeting.webhook.url", NOW), SettingDefinition.of("meeting.webhook.secret", NOW), SettingDefinition.of("meeting.webhook.headers", NOW), SettingDefinition.of("meeting.broadcast.enabled", NOW),
        SettingDefinition.of("meeting.broadcast.mode", NOW), SettingDefinition.of("meeting.broadcast.allowed_targets", NOW), SettingDefinition.of("meeting.broadcast.include_origin", NOW),
        SettingDefinition.of("meeting.api_rate_limit", NOW, "/s"), SettingDefinition.of("server.meeting_api_token", NOW)),
    ACCESS(SettingDefinition.of("server.auth.enabled", NEXT_CONNECTION), SettingDefinition.of("server.auth.tokens", NEXT_CONNECTION), SettingDefinition.of("server.auth.allowed_devices", NEXT_CONNECTION),
        SettingDefinition.of("manager-api.secret", NOW)),
    SERVER(SettingDefinition.of("server.ip", RESTART), SettingDefinition.of("server.port", RESTART), SettingDefinition.of("server.http_port", RESTART), SettingDefinition.of("server.websocket", NOW), SettingDefinition.of("server.advertise_ip", NOW),
        SettingDefinition.of("xiaozhi", NEXT_CONNECTION), SettingDefinition.of("log.level", NOW), SettingDefinition.of("log.max_message_length", NOW));

    private final List<SettingDefinition> settings;

    SettingGroup(SettingDefinition... settings) {
        this.settings = List.of(settings);
    }

    List<SettingDefinition> settings() {
        return settings;
    }

    /// Text key of the heading; the explanation has `.what` appended.
    String key() {
        return "settings.group." + name().toLowerCase(Locale.ROOT);
    }
}
