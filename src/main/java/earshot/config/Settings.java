package earshot.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.problem.ProblemSubject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.event.Level;

/// The settings in force: typed, with defaults, clamped. Key names: badge-protocol section 8.7.
///
/// @param server listen addresses and authentication
/// @param idle when an unused connection is closed
/// @param listening how listening starts, ends and falls back
/// @param vad voice activity detection and endpointing
/// @param speech the selected recogniser, voice and assistant
/// @param models the language models, and which serves which purpose
/// @param memory whether conversations are remembered
/// @param workers `meeting.threadpool_max_workers`, in spite of its name for all modes: turns of one connection that may run at once; holds for
///     new connections
/// @param hello the `xiaozhi` object: the configured hello
/// @param log what is logged
/// @param meetings how meetings are held
public record Settings(Server server, Idle idle, Listening listening, Vad vad, SpeechSelection speech, Models models, Memory memory, int workers, ObjectNode hello,
    Log log, MeetingSettings meetings) {

    /// @param host `server.ip`
    /// @param port `server.port`, 0 for any free one
    /// @param httpPort `server.http_port`, 0 for any free one
    /// @param websocket `server.websocket`: the address that OTA responses contain instead of the detected one
    /// @param advertiseIp `server.advertise_ip`: shown instead of the detected address
    /// @param auth `server.auth`
    /// @param secret `manager-api.secret`: required in `server` messages from other computers
    public record Server(String host, int port, int httpPort, Optional<String> websocket, Optional<String> advertiseIp, Auth auth, Optional<String> secret) {}

    /// @param tokens `server.auth.tokens`: the accepted tokens
    /// @param allowedDevices `server.auth.allowed_devices`, normalised ids: may connect without a token
    public record Auth(boolean enabled, List<String> tokens, List<String> allowedDevices) {
        @Override
        public String toString() {
            return "Auth[enabled=" + enabled + ", tokens=" + tokens.size() + ", allowedDevices=" + allowedDevices + "]";
        }
    }

    /// @param noSpeechLimit `close_connection_no_voice_time`: limit without speech (layer 1); layer 2 is 60 s longer
    /// @param grace `grace_seconds`, 5 to 30 s: how long before layer 1 the warning comes
    /// @param farewell `end_prompt.enable`
    /// @param farewellPrompt `end_prompt.prompt`
    public record Idle(Duration noSpeechLimit, Duration grace, boolean farewell, Optional<String> farewellPrompt) {
        /// Layer 2: how long a connection may send nothing at all before it is warned.
        public Duration silenceLimit() {
            return noSpeechLimit.plusSeconds(60);
        }
    }

    /// @param timeout `listen_timeout_ms`: listening without speech ends after this
    /// @param vadFallback `meeting.vad_fallback_ms`: how long manual listening goes on without a boundary from the device and without speech
    ///     before the server ends it
    /// @param manualFallback `meeting.manual_listen_fallback_ms`: how long the device's own speech boundaries decide
    /// @param sttMessage `enable_stt_message`: whether badges get `stt` and the early `tts start`
    /// @param wakeupWords `wakeup_words`, compared without punctuation
    /// @param greetOnWakeup `enable_greeting`
    /// @param exitCommands `exit_commands`
    public record Listening(Duration timeout, Duration vadFallback, Duration manualFallback, boolean sttMessage, List<String> wakeupWords, boolean greetOnWakeup, List<String> exitCommands) {}

    /// @param mode aggressiveness of the detector, 0 to 3
    /// @param minSilence silence that ends a turn
    /// @param maxTurn a turn ends after this, even while somebody speaks
    /// @param gateDb dB above the noise floor from which sound can be speech
    /// @param bargeIn `vad.barge_in_ms`: length of speech that interrupts the answer in realtime mode; zero for never
    public record Vad(int mode, Duration minSilence, Duration maxTurn, double gateDb, Duration bargeIn) {}

    /// @param recognizer selected by `selected_module.ASR`
    /// @param voice selected by `selected_module.TTS`
    /// @param assistant `assistant`: a [earshot.catalog.BuiltInAssistant]
    public record SpeechSelection(Provider recognizer, Provider voice, String assistant) {}

    /// A provider as its settings section describes it.
    ///
    /// @param kind mostly `ASR` or `TTS`
    /// @param alias its name in the settings
    /// @param type in lower case, as in the catalogue
    /// @param section `<kind>.<alias>`, empty for an embedded provider without one
    public record Provider(ProviderKind kind, String alias, String type, ObjectNode section) {
        /// Whether it is built in, and so needs neither network nor another program.
        public boolean embedded() {
            return kind.embedded().filter(embedded -> embedded.typeName().equals(type)).isPresent();
        }

        /// The first non-blank text or number among these keys; a placeholder left over from a template counts as absent.
        public Optional<String> text(String... keys) {
            return Arrays.stream(keys).map(section::path).filter(JsonNode::isValueNode).map(value -> value.asText("").strip())
                .filter(text -> !text.isEmpty() && !text.contains("你的")).findFirst();
        }

        /// The number at a key, or the other one when there is none.
        public double number(String key, double otherwise) {
            JsonNode value = section.path(key);
            double number = value.asDouble(Double.NaN);
            return Double.isFinite(number) ? number : otherwise;
        }

        /// The flag at a key, or the other one when there is none.
        public boolean flag(String key, boolean otherwise) {
            return section.path(key).asBoolean(otherwise);
        }

        /// Whether the embedded provider may be used as a fallback when this one fails: `stand_in`, true by default.
        public boolean fallbackAllowed() {
            return flag("stand_in", true);
        }

        public ProblemSubject subject(String key) {
            return new ProblemSubject.Setting(DottedKey.of(kind.name(), alias, key));
        }

        /// Leaves out the section, which may contain an API key.
        @Override
        public String toString() {
            return "Provider[" + kind + "." + alias + ", type=" + type + "]";
        }
    }

    /// Language models as written. Package `llm` validates them, so that sections of unknown types are kept.
    ///
    /// @param providers `LLM`: alias to section, in file order; sections that are not maps are left out
    /// @param selected `selected_module.LLM`, when it names a provider and not a built-in assistant
    /// @param byPurpose `llm_by_mode`: purpose in lower case, or `default`, to an alias or an object
    /// @param persona `prompt`, for all devices
    /// @param personas `prompt_by_device`: personas of single devices, by device id
    /// @param intent `selected_module.Intent`
    public record Models(Map<String, ObjectNode> providers, Optional<String> selected, Map<String, JsonNode> byPurpose, Optional<String> persona, Map<String, String> personas,
        Intent intent) {
        public static final Models NONE = new Models(Map.of(), Optional.empty(), Map.of(), Optional.empty());

        /// Without personas of single devices, and with intent type `function_call`.
        public Models(Map<String, ObjectNode> providers, Optional<String> selected, Map<String, JsonNode> byPurpose, Optional<String> persona) {
            this(providers, selected, byPurpose, persona, Map.of(), Intent.FUNCTION_CALL);
        }

        /// The persona for a device: its own, else the one for all.
        public Optional<String> persona(String device) {
            return Optional.ofNullable(personas.get(device)).or(() -> persona);
        }

        /// Leaves out the sections, which may contain API keys.
        @Override
        public String toString() {
            return "Models[providers=" + providers.keySet() + ", selected=" + selected + ", byPurpose=" + byPurpose.keySet() + "]";
        }
    }

    /// How the program recognises that a person wants an action and not just an answer. In lower case, the names are the types of a
    /// xiaozhi server.
    public enum Intent {
        /// Not at all: the answering model gets no tools.
        NOINTENT,
        /// The answering model gets the tools.
        FUNCTION_CALL,
        /// The model for the purpose `intent` is asked first; the answering model gets no tools.
        INTENT_LLM;

        public String typeName() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// @param enabled `selected_module.Memory`: `mem_local_short` for true, `nomem` or absent for false
    /// @param initialSummary `summaryMemory`: initial memory of a device that has none yet
    public record Memory(boolean enabled, Optional<String> initialSummary) {
        public static final Memory NONE = new Memory(false, Optional.empty());
    }

    /// @param level `log.level`, our own: from which severity on
    /// @param longestText `log.max_message_length`: characters of one logged text
    public record Log(Level level, int longestText) {}

    /// What holds where nothing is written: `assets/defaults.yaml`.
    public static Settings defaults() {
        return Configuration.defaults();
    }
}
