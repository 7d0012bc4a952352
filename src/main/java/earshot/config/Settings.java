package earshot.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.problem.Subject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The settings in force, typed, defaulted and clamped. Key names: badge-protocol section 8.7.
///
/// @param server where we listen and who may enter
/// @param idle when a connection that nobody uses is closed
/// @param listening how listening starts, ends and falls back
/// @param vad how the end of speech is found
/// @param speech which recogniser, voice and assistant
/// @param models which language models there are, and which serves what
/// @param memory whether conversations are remembered
/// @param workers `meeting.threadpool_max_workers`, in spite of its name for all modes: turns of one connection that may run at once; holds for
///     new connections
/// @param greeting the `xiaozhi` object: the configured hello
/// @param maxLogLength `log.max_message_length`: characters of one logged text
/// @param meetings how meetings are held
public record Settings(Server server, Idle idle, Listening listening, Vad vad, SpeechParts speech, Models models, Memory memory, int workers, ObjectNode greeting,
    int maxLogLength, MeetingSettings meetings) {

    /// @param host `server.ip`
    /// @param port `server.port`, 0 for any free one
    /// @param httpPort `server.http_port`, 0 for any free one
    /// @param websocket `server.websocket`: the address that OTA hands out instead of the detected one
    /// @param advertiseIp `server.advertise_ip`: shown instead of the detected address
    /// @param auth `server.auth`
    /// @param secret `manager-api.secret`: required of `server` messages that come from another computer
    public record Server(String host, int port, int httpPort, Optional<String> websocket, Optional<String> advertiseIp, Auth auth, Optional<String> secret) {}

    /// @param tokens `server.auth.tokens`: each is a token that may enter
    /// @param allowedDevices `server.auth.allowed_devices`, normalised: may enter without a token
    public record Auth(boolean enabled, List<String> tokens, List<String> allowedDevices) {
        @Override
        public String toString() {
            return "Auth[enabled=" + enabled + ", tokens=" + tokens.size() + ", allowedDevices=" + allowedDevices + "]";
        }
    }

    /// @param noVoice `close_connection_no_voice_time`: layer 1; layer 2 is this and 60 s
    /// @param grace `grace_seconds`, 5 to 30 s: the hint before layer 1
    /// @param farewell `end_prompt.enable`
    /// @param farewellPrompt `end_prompt.prompt`
    public record Idle(Duration noVoice, Duration grace, boolean farewell, Optional<String> farewellPrompt) {
        /// Layer 2: how long a connection may send nothing at all before it is warned.
        public Duration silent() {
            return noVoice.plusSeconds(60);
        }
    }

    /// @param timeout `listen_timeout_ms`: listening without a voice ends after this
    /// @param vadFallback `meeting.vad_fallback_ms`: a manual listener that never says stop
    /// @param manualFallback `meeting.manual_listen_fallback_ms`: how long the device's own boundaries decide
    /// @param sttMessage `enable_stt_message`: badges get `stt` and the early `tts start` only with it
    /// @param wakeupWords `wakeup_words`, compared without punctuation
    /// @param greetOnWakeup `enable_greeting`
    /// @param exitCommands `exit_commands`
    public record Listening(Duration timeout, Duration vadFallback, Duration manualFallback, boolean sttMessage, List<String> wakeupWords, boolean greetOnWakeup, List<String> exitCommands) {}

    /// @param mode aggressiveness of the detector, 0 to 3
    /// @param minSilence silence that ends a turn
    /// @param longestTurn a turn ends after this whatever is heard
    /// @param gateDb dB above the noise floor from which sound counts
    /// @param bargeIn `vad.barge_in_ms`: how long a voice interrupts in realtime mode; zero for never
    public record Vad(int mode, Duration minSilence, Duration longestTurn, double gateDb, Duration bargeIn) {}

    /// @param recognizer what `selected_module.ASR` names
    /// @param voice what `selected_module.TTS` names
    /// @param assistant `assistant`: `echo` or `scripted`
    public record SpeechParts(Provider recognizer, Provider voice, String assistant) {}

    /// A recogniser or a voice as its section describes it.
    ///
    /// @param kind `ASR` or `TTS`
    /// @param alias its name in the settings
    /// @param type one that there is, in lower case: `sphinx4`, `openai`, `fun_server`; `freetts`, `openai`, `espeak`, `system`
    /// @param section `<kind>.<alias>`, empty for an embedded part that needs none
    public record Provider(ProviderKind kind, String alias, String type, ObjectNode section) {
        /// Whether it is built in, and so needs nothing from outside.
        public boolean embedded() {
            return type.equals("sphinx4") || type.equals("freetts");
        }

        /// The first of these keys that holds a text or number; a template's placeholder that nobody replaced counts as none.
        public Optional<String> text(String... keys) {
            return Arrays.stream(keys).map(section::path).filter(JsonNode::isValueNode).map(value -> value.asText("").strip())
                .filter(text -> !text.isEmpty() && !text.contains("你的")).findFirst();
        }

        /// A number, or another where none stands there.
        public double number(String key, double otherwise) {
            JsonNode value = section.path(key);
            double number = value.asDouble(Double.NaN);
            return Double.isFinite(number) ? number : otherwise;
        }

        /// A flag, or another where none stands there.
        public boolean flag(String key, boolean otherwise) {
            return section.path(key).asBoolean(otherwise);
        }

        /// Whether the embedded part may take its place when it fails: `stand_in`, true unless said otherwise.
        public boolean standIn() {
            return flag("stand_in", true);
        }

        public Subject subject(String key) {
            return new Subject.Setting(Dotted.of(kind.name(), alias, key));
        }

        /// Without the section: it holds a key.
        @Override
        public String toString() {
            return "Provider[" + kind + "." + alias + ", type=" + type + "]";
        }
    }

    /// Language models as they are written: they are judged by `llm`, so that a provider that is not known is kept.
    ///
    /// @param providers `LLM`: alias to its section, in the order of the file; a section that is no map is left out
    /// @param selected `selected_module.LLM`, when it names a provider and not a built-in assistant
    /// @param byPurpose `llm_by_mode`: purpose in lower case, or `default`, to a text or an object
    /// @param persona `prompt`
    /// @param personas `prompt_by_device`: of single devices, by device id
    /// @param intent `selected_module.Intent`
    public record Models(Map<String, ObjectNode> providers, Optional<String> selected, Map<String, JsonNode> byPurpose, Optional<String> persona, Map<String, String> personas,
        Intent intent) {
        public static final Models NONE = new Models(Map.of(), Optional.empty(), Map.of(), Optional.empty());

        /// Without personas of single devices, and with tools in the hand of the model that answers.
        public Models(Map<String, ObjectNode> providers, Optional<String> selected, Map<String, JsonNode> byPurpose, Optional<String> persona) {
            this(providers, selected, byPurpose, persona, Map.of(), Intent.FUNCTION_CALL);
        }

        /// The persona that a device is to meet: its own, else the one for all.
        public Optional<String> persona(String device) {
            return Optional.ofNullable(personas.get(device)).or(() -> persona);
        }

        /// Without the sections: they hold keys.
        @Override
        public String toString() {
            return "Models[providers=" + providers.keySet() + ", selected=" + selected + ", byPurpose=" + byPurpose.keySet() + "]";
        }
    }

    /// How it is found out that a person wants something done rather than told; in lower case the types of a xiaozhi server.
    public enum Intent {
        /// Not at all: the model that answers gets no tools.
        NOINTENT,
        /// The model that answers is given the tools.
        FUNCTION_CALL,
        /// The model for the purpose `intent` is asked first; the one that answers gets no tools.
        INTENT_LLM;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// @param kept `selected_module.Memory`: `mem_local_short` for true, `nomem` or nothing for false
    /// @param given `summaryMemory`: what is known of a device of which nothing is remembered yet
    public record Memory(boolean kept, Optional<String> given) {
        public static final Memory NONE = new Memory(false, Optional.empty());
    }

    /// What holds where nothing is written: `assets/defaults.yaml`.
    public static Settings defaults() {
        return Configuration.defaults();
    }
}
