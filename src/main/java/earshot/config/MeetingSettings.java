package earshot.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How meetings are recorded, pushed to devices, summarised and published. Key names: badge-protocol section 8.7, unless noted.
///
/// @param disableTts `meeting.disable_tts`: nothing is spoken in meeting mode, and no voice is prepared
/// @param chatDisabled `meeting.disable_chat_on_snippet`: speech in a meeting is not sent to the assistant
/// @param preferDeviceVad `meeting.prefer_device_vad`: in a meeting the device marks the ends of speech
/// @param pushInterval `meeting.transcript_push_interval_ms`, 3 to 15 s; a change applies from the next interval on
/// @param mergeInterval `meeting.merge_interval_ms`, 10 to 15 s, our own key: how long new sentences stay pending
/// @param checkpointInterval `meeting.checkpoint_interval_min`: time between interim summaries
/// @param minDuration `meeting.min_duration_ms`: a meeting counts as at least this long
/// @param resumeLimit `meeting.resume_within_min`, our own key: a device that reconnects within this time continues its meeting
/// @param join `meeting.join`, our own key: which running meeting a device joins when it starts one
/// @param keepAudio `meeting.keep_sound`, our own key, off by default: whether the audio is stored
/// @param summary how summaries are written
/// @param webhook where summaries are sent; empty for nowhere
/// @param broadcast which devices receive copies
/// @param apiRateLimit `meeting.api_rate_limit`: requests per second from one address, 0 for no limit
/// @param apiToken `server.meeting_api_token`; empty lets everybody read
public record MeetingSettings(boolean disableTts, boolean chatDisabled, boolean preferDeviceVad, Duration pushInterval, Duration mergeInterval, Duration checkpointInterval, Duration minDuration,
    Duration resumeLimit, Join join, boolean keepAudio, SummarySettings summary, Optional<Webhook> webhook, Broadcast broadcast, int apiRateLimit, Optional<String> apiToken) {

    /// `OFF` none, `GROUP` that of a device whose id has the same first 8 characters, `ALL` the newest.
    public enum Join { OFF, GROUP, ALL }

    /// @param language `meeting.target_lang`: `zh`, `en` or another language the model knows; empty for the language of the meeting (`auto`)
    /// @param industry `meeting.industry`
    /// @param scenario `meeting.scenario`
    /// @param terms `meeting.term_map`: section (`industry:<name>`, `zh`, `en`, `*`) to a map from wrong to correct spelling
    /// @param system `meeting.prompts.system`
    /// @param userTemplate `meeting.prompts.userTemplate`
    /// @param templates `meeting.prompts.templates`, by industry
    /// @param maxTokens `meeting.llm.max_tokens`, 256 to 4000
    /// @param checkpointTokens `meeting.llm.checkpoint_max_tokens`, 256 to 4000
    /// @param maxCharacters `meeting.summary_transcript_max_chars`: characters of transcript in one request; a longer one is split
    public record SummarySettings(Optional<String> language, Optional<String> industry, Optional<String> scenario, Map<String, Map<String, String>> terms,
        Optional<String> system, Optional<String> userTemplate, Map<String, String> templates, int maxTokens, int checkpointTokens, int maxCharacters) {}

    /// @param url `meeting.webhook.url`
    /// @param secret `meeting.webhook.secret`: key that signs the body
    /// @param headers `meeting.webhook.headers`
    public record Webhook(String url, Optional<String> secret, Map<String, String> headers) {
        /// Leaves out the secret, and the address and header values, which may contain one.
        @Override
        public String toString() {
            return "Webhook[signed=" + secret.isPresent() + ", headers=" + headers.keySet() + "]";
        }
    }

    /// @param mode `meeting.broadcast.mode`; `OFF` too when `meeting.broadcast.enabled` is false
    /// @param targets `meeting.broadcast.allowed_targets`, normalised ids
    /// @param includeOrigin `meeting.broadcast.include_origin`
    public record Broadcast(Mode mode, List<String> targets, boolean includeOrigin) {
        /// `GROUP`: devices whose id has the same first 8 characters, and allowed ones; `SESSION`: allowed ones only.
        public enum Mode { OFF, GROUP, SESSION }
    }

    /// Leaves out the token.
    @Override
    public String toString() {
        return "MeetingSettings[push=" + pushInterval + ", join=" + join + ", keepSound=" + keepAudio + ", webhook=" + webhook + ", token=" + apiToken.isPresent() + "]";
    }
}
