package earshot.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How meetings are kept, pushed, summed up and passed on. Key names: badge-protocol section 8.7, unless said otherwise.
///
/// @param disableTts `meeting.disable_tts`: nothing is spoken in meeting mode, and no voice is made ready
/// @param chatOff `meeting.disable_chat_on_snippet`: what is said in a meeting is no question to the assistant
/// @param preferDeviceVad `meeting.prefer_device_vad`: entering a meeting makes the device say where speech ends
/// @param push `meeting.transcript_push_interval_ms`, 3 to 15 s; a running interval ends as it began
/// @param merge `meeting.merge_interval_ms`, 10 to 15 s, our own name: how long new sentences stay pending
/// @param checkpoint `meeting.checkpoint_interval_min`: between interim summaries
/// @param shortest `meeting.min_duration_ms`: a meeting counts as at least this long
/// @param resume `meeting.resume_within_min`, our own: a device that comes back within it goes on with its meeting
/// @param join `meeting.join`, our own: whose running meeting a device that starts one joins
/// @param keepSound `meeting.keep_sound`, our own, off by default
/// @param writing how summaries are written
/// @param webhook who is told of a summary; empty when nobody
/// @param broadcast who is sent copies
/// @param apiRate `meeting.api_rate_limit`: requests a second from one address, 0 for any number
/// @param apiToken `server.meeting_api_token`; empty lets everybody read
public record MeetingSettings(boolean disableTts, boolean chatOff, boolean preferDeviceVad, Duration push, Duration merge, Duration checkpoint, Duration shortest,
    Duration resume, Join join, boolean keepSound, Writing writing, Optional<Webhook> webhook, Broadcast broadcast, int apiRate, Optional<String> apiToken) {

    /// `OFF` nobody's, `GROUP` that of a device with the same first 8 characters of the id, `ALL` the newest.
    public enum Join { OFF, GROUP, ALL }

    /// @param language `meeting.target_lang`: `zh`, `en` or what else a model understands; empty for the language of the meeting (`auto`)
    /// @param industry `meeting.industry`
    /// @param scenario `meeting.scenario`
    /// @param terms `meeting.term_map`: section (`industry:<name>`, `zh`, `en`, `*`) to what is written wrongly to what is right
    /// @param system `meeting.prompts.system`
    /// @param userTemplate `meeting.prompts.userTemplate`
    /// @param templates `meeting.prompts.templates`, by industry
    /// @param maxTokens `meeting.llm.max_tokens`, 256 to 4000
    /// @param checkpointTokens `meeting.llm.checkpoint_max_tokens`, 256 to 4000
    /// @param maxCharacters `meeting.summary_transcript_max_chars`: characters of a transcript in one question; a longer one is read in parts
    public record Writing(Optional<String> language, Optional<String> industry, Optional<String> scenario, Map<String, Map<String, String>> terms,
        Optional<String> system, Optional<String> userTemplate, Map<String, String> templates, int maxTokens, int checkpointTokens, int maxCharacters) {}

    /// @param url `meeting.webhook.url`
    /// @param secret `meeting.webhook.secret`: signs the body
    /// @param headers `meeting.webhook.headers`
    public record Webhook(String url, Optional<String> secret, Map<String, String> headers) {
        /// Without the secret and what may be one.
        @Override
        public String toString() {
            return "Webhook[signed=" + secret.isPresent() + ", headers=" + headers.keySet() + "]";
        }
    }

    /// @param mode `meeting.broadcast.mode`; `OFF` too when `meeting.broadcast.enabled` is false
    /// @param targets `meeting.broadcast.allowed_targets`, normalised ids
    /// @param includeOrigin `meeting.broadcast.include_origin`
    public record Broadcast(Mode mode, List<String> targets, boolean includeOrigin) {
        /// `GROUP` the same first 8 characters of the id, or allowed; `SESSION` allowed only.
        public enum Mode { OFF, GROUP, SESSION }
    }

    /// Without the token.
    @Override
    public String toString() {
        return "MeetingSettings[push=" + push + ", join=" + join + ", keepSound=" + keepSound + ", webhook=" + webhook + ", token=" + apiToken.isPresent() + "]";
    }
}
