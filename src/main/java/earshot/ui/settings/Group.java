package earshot.ui.settings;

import static earshot.ui.settings.Scope.NEXT_CONNECTION;
import static earshot.ui.settings.Scope.NEXT_MEETING;
import static earshot.ui.settings.Scope.NEXT_TURN;
import static earshot.ui.settings.Scope.NOW;
import static earshot.ui.settings.Scope.RESTART;

import java.util.List;
import java.util.Locale;

/// Settings that are shown and applied together. Settings of models and providers are in the models view.
enum Group {
    TIMERS(Setting.of("close_connection_no_voice_time", NOW, "s"), Setting.of("grace_seconds", NOW, "s"), Setting.of("end_prompt.enable", NOW), Setting.of("end_prompt.prompt", NOW)),
    HEARING(Setting.of("vad.min_silence_ms", NEXT_TURN, "ms"), Setting.of("vad.gate_db", NEXT_TURN, "dB"), Setting.of("vad.mode", NEXT_TURN), Setting.of("vad.longest_turn_ms", NEXT_TURN, "ms"),
        Setting.of("vad.barge_in_ms", NEXT_TURN, "ms")),
    LISTENING(Setting.of("listen_timeout_ms", NEXT_TURN, "ms"), Setting.of("meeting.vad_fallback_ms", NEXT_TURN, "ms"), Setting.of("meeting.manual_listen_fallback_ms", NEXT_TURN, "ms"),
        Setting.of("enable_stt_message", NEXT_TURN), Setting.of("enable_greeting", NOW), Setting.of("wakeup_words", NOW), Setting.of("exit_commands", NOW),
        new Setting("selected_module.Intent", NEXT_TURN, "", List.of("function_call", "intent_llm", "nointent")), Setting.of("meeting.threadpool_max_workers", NEXT_CONNECTION)),
    MEMORY(new Setting("selected_module.Memory", NOW, "", List.of("nomem", "mem_local_short")), Setting.of("summaryMemory", NOW)),
    MEETINGS(Setting.of("meeting.disable_tts", NOW), Setting.of("meeting.disable_chat_on_snippet", NOW), Setting.of("meeting.prefer_device_vad", NEXT_MEETING),
        Setting.of("meeting.transcript_push_interval_ms", NOW, "ms"), Setting.of("meeting.merge_interval_ms", NOW, "ms"),
        Setting.of("meeting.checkpoint_interval_min", NOW, "min"), Setting.of("meeting.min_duration_ms", NOW, "ms"), Setting.of("meeting.resume_within_min", NOW, "min"),
        Setting.of("meeting.join", NEXT_MEETING), Setting.of("meeting.keep_sound", NOW)),
    SUMMARIES(Setting.of("meeting.target_lang", NOW), Setting.of("meeting.industry", NOW), Setting.of("meeting.scenario", NOW), Setting.of("meeting.term_map", NOW),
        Setting.of("meeting.prompts.system", NOW), Setting.of("meeting.prompts.userTemplate", NOW), Setting.of("meeting.prompts.templates", NOW), Setting.of("meeting.llm.max_tokens", NOW),
        Setting.of("meeting.llm.checkpoint_max_tokens", NOW), Setting.of("meeting.summary_transcript_max_chars", NOW)),
    SHARING(Setting.of("meeting.webhook.url", NOW), Setting.of("meeting.webhook.secret", NOW), Setting.of("meeting.webhook.headers", NOW), Setting.of("meeting.broadcast.enabled", NOW),
        Setting.of("meeting.broadcast.mode", NOW), Setting.of("meeting.broadcast.allowed_targets", NOW), Setting.of("meeting.broadcast.include_origin", NOW),
        Setting.of("meeting.api_rate_limit", NOW, "/s"), Setting.of("server.meeting_api_token", NOW)),
    ACCESS(Setting.of("server.auth.enabled", NEXT_CONNECTION), Setting.of("server.auth.tokens", NEXT_CONNECTION), Setting.of("server.auth.allowed_devices", NEXT_CONNECTION),
        Setting.of("manager-api.secret", NOW)),
    SERVER(Setting.of("server.ip", RESTART), Setting.of("server.port", RESTART), Setting.of("server.http_port", RESTART), Setting.of("server.websocket", NOW), Setting.of("server.advertise_ip", NOW),
        Setting.of("xiaozhi", NEXT_CONNECTION), Setting.of("log.level", NOW), Setting.of("log.max_message_length", NOW));

    private final List<Setting> settings;

    Group(Setting... settings) {
        this.settings = List.of(settings);
    }

    List<Setting> settings() {
        return settings;
    }

    /// Text key of the heading; the explanation has `.what` appended.
    String key() {
        return "settings.group." + name().toLowerCase(Locale.ROOT);
    }
}
