package earshot.config;

import static earshot.data.JsonMappers.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.catalog.BuiltInAssistant;
import earshot.event.SecretMasker;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.event.Level;

/// Converts written values into [Settings], with a problem for each invalid one. Never throws.
final class SettingsParser {
    private static final List<String> ASSISTANTS = BuiltInAssistant.typeNames();

    private final SettingsTree settingsTree;
    private final SettingsTree defaults;
    private final List<Problem> problems = new ArrayList<>();

    private SettingsParser(SettingsTree settingsTree, SettingsTree defaults) {
        this.settingsTree = settingsTree;
        this.defaults = defaults;
    }

    /// @param problems refused settings and unknown providers, at most one per key
    record Result(Settings settings, List<Problem> problems) {}

    /// @param defaults contains a valid value for every required key
    static Result of(SettingsTree settingsTree, SettingsTree defaults) {
        SettingsParser settingsParser = new SettingsParser(settingsTree, defaults);
        Settings settings = settingsParser.settings();
        return new Result(settings, List.copyOf(settingsParser.problems));
    }

    private Settings settings() {
        Settings.Provider recognizer = provider("ASR");
        Settings.Provider voice = provider("TTS");
        provider("VAD");
        return new Settings(
            new Settings.Server(
                optionalText("server.ip").orElse("0.0.0.0"),
                (int) whole("server.port"),
                (int) whole("server.http_port"),
                optionalText("server.websocket"),
                optionalText("server.advertise_ip"),
                new Settings.Auth(flag("server.auth.enabled"), texts("server.auth.tokens"), texts("server.auth.allowed_devices").stream().map(SettingsParser::id).toList()),
                optionalText("manager-api.secret")),
            new Settings.Idle(Duration.ofSeconds(whole(SettingKeys.NO_SPEECH)), Duration.ofSeconds(whole(SettingKeys.GRACE)), flag("end_prompt.enable"), optionalText("end_prompt.prompt")),
            new Settings.Listening(
                millis("listen_timeout_ms"),
                millis("meeting.vad_fallback_ms"),
                millis("meeting.manual_listen_fallback_ms"),
                flag("enable_stt_message"),
                texts("wakeup_words"),
                flag("enable_greeting"),
                texts("exit_commands")),
            new Settings.Vad((int) whole("vad.mode"), millis("vad.min_silence_ms"), millis("vad.longest_turn_ms"), (double) validValue("vad.gate_db").orElseThrow(), millis("vad.barge_in_ms")),
            new Settings.SpeechSelection(recognizer, voice, assistant()),
            models(),
            new Settings.Memory(memory(), optionalText("summaryMemory")),
            (int) whole("meeting.threadpool_max_workers"),
            hello(),
            new Settings.Log(Level.valueOf(constantName("log.level")), (int) whole("log.max_message_length")),
            meetings());
    }

    private MeetingSettings meetings() {
        return new MeetingSettings(
            flag("meeting.disable_tts"),
            flag("meeting.disable_chat_on_snippet"),
            flag("meeting.prefer_device_vad"),
            millis("meeting.transcript_push_interval_ms"),
            millis("meeting.merge_interval_ms"),
            Duration.ofMinutes(whole("meeting.checkpoint_interval_min")),
            millis("meeting.min_duration_ms"),
            Duration.ofMinutes(whole("meeting.resume_within_min")),
            MeetingSettings.Join.valueOf(constantName("meeting.join")),
            flag("meeting.keep_sound"),
            new MeetingSettings.SummarySettings(
                optionalText("meeting.target_lang").filter(language -> !language.equalsIgnoreCase("auto")),
                optionalText("meeting.industry"),
                optionalText("meeting.scenario"),
                terms(),
                optionalText("meeting.prompts.system"),
                optionalText("meeting.prompts.userTemplate"),
                textMap("meeting.prompts.templates"),
                (int) whole("meeting.llm.max_tokens"),
                (int) whole("meeting.llm.checkpoint_max_tokens"),
                (int) whole("meeting.summary_transcript_max_chars")),
            optionalText("meeting.webhook.url").map(url ->
                new MeetingSettings.Webhook(url, optionalText("meeting.webhook.secret"), textMap("meeting.webhook.headers"))),
            new MeetingSettings.Broadcast(
                flag("meeting.broadcast.enabled") ? MeetingSettings.Broadcast.Mode.valueOf(constantName("meeting.broadcast.mode")) : MeetingSettings.Broadcast.Mode.OFF,
                texts("meeting.broadcast.allowed_targets").stream().map(SettingsParser::id).toList(),
                flag("meeting.broadcast.include_origin")),
            (int) whole("meeting.api_rate_limit"),
            optionalText("server.meeting_api_token"));
    }

    private String constantName(String key) {
        return ((String) validValue(key).orElseThrow()).toUpperCase(Locale.ROOT);
    }

    private Map<String, Map<String, String>> terms() {
        Map<String, Map<String, String>> terms = new LinkedHashMap<>();
        section("meeting.term_map").keySet().forEach(name -> terms.put(name, textMap(section("meeting.term_map").get(name))));
        return Collections.unmodifiableMap(terms);
    }

    private Map<String, String> textMap(String key) {
        return textMap(section(key));
    }

    /// Anything but a map counts as empty; nested maps and lists are left out.
    private static Map<String, String> textMap(Object written) {
        Map<String, String> words = new LinkedHashMap<>();
        if (written instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                if (value != null && !(value instanceof Map) && !(value instanceof List)) {
                    words.put(String.valueOf(name), String.valueOf(value));
                }
            });
        }
        return Collections.unmodifiableMap(words);
    }

    /// The valid value of a key, converted by its value type: the written one if acceptable, else the default.
    private Optional<Object> validValue(String key) {
        Optional<Object> defaultValue = defaults.at(key).map(value -> switch (SettingKeys.ALL.get(key).validate(value)) {
            case ValidationResult.Ok ok -> ok.value();
            case ValidationResult.Clamped clamped -> clamped.value();
            case ValidationResult.Refused refused -> throw new IllegalStateException("the built-in default of " + key + " is no good: " + refused);
        });
        return settingsTree.at(key).<Optional<Object>>map(raw -> switch (SettingKeys.ALL.get(key).validate(raw)) {
            case ValidationResult.Ok ok -> Optional.of(ok.value());
            case ValidationResult.Clamped clamped -> {
                reportRefused(key, raw, clamped.value());
                yield Optional.of(clamped.value());
            }
            case ValidationResult.Refused _ -> {
                reportRefused(key, raw, defaultValue.orElse("–"));
                yield defaultValue;
            }
        }).orElse(defaultValue);
    }

    private void reportRefused(String key, Object raw, Object inForce) {
        String shown = SecretMasker.isSecretKey(key) ? SecretMasker.MASK : String.valueOf(raw);
        problems.add(Problem.of(ProblemCode.SETTING_REFUSED, new ProblemSubject.Setting(key), key, shown.length() > 80 ? shown.substring(0, 80) + "…" : shown, inForce));
    }

    private long whole(String key) {
        return (long) validValue(key).orElseThrow();
    }

    private Duration millis(String key) {
        return Duration.ofMillis(whole(key));
    }

    private boolean flag(String key) {
        return (boolean) validValue(key).orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private List<String> texts(String key) {
        return (List<String>) validValue(key).orElse(List.of());
    }

    /// Blank counts as absent, and so does a placeholder left over from a template.
    private Optional<String> optionalText(String key) {
        return validValue(key).map(String.class::cast).filter(text -> !text.isBlank() && !text.contains("你的"));
    }

    /// The selected provider of a kind. Its name is an alias whose section may give the type; an unknown type falls back to the
    /// embedded provider.
    private Settings.Provider provider(String kind) {
        String key = "selected_module." + kind;
        String embedded = ProviderKind.valueOf(kind).embedded().orElseThrow().typeName();
        String name = optionalText(key).orElse(embedded);
        String type = type(kind, name).toLowerCase(Locale.ROOT);
        if (ProviderKind.valueOf(kind).type(type).isPresent()) {
            ObjectNode section = JSON.valueToTree(section(kind).get(name)) instanceof ObjectNode written ? written : JsonNodeFactory.instance.objectNode();
            return new Settings.Provider(ProviderKind.valueOf(kind), name, type, section);
        }
        problems.add(Problem.of(ProblemCode.PROVIDER_UNKNOWN, new ProblemSubject.Setting(key), kind, name, embedded));
        return new Settings.Provider(ProviderKind.valueOf(kind), embedded, embedded, JsonNodeFactory.instance.objectNode());
    }

    private String assistant() {
        String chosen = (String) validValue("assistant").orElse(ASSISTANTS.getFirst());
        Optional<String> model = optionalText("selected_module.LLM");
        if (model.isEmpty()) {
            return chosen;
        }
        String type = type("LLM", model.get()).toLowerCase(Locale.ROOT);
        if (ASSISTANTS.contains(type)) {
            return type;
        }
        if (!section("LLM").containsKey(model.get())) {
            problems.add(Problem.of(ProblemCode.PROVIDER_UNKNOWN, new ProblemSubject.Setting("selected_module.LLM"), "LLM", model.get(), chosen));
        }
        return chosen;
    }

    /// Whether conversations are remembered. An unknown memory type counts as none.
    private boolean memory() {
        String key = "selected_module.Memory";
        String name = optionalText(key).orElse("nomem");
        return switch (type("Memory", name).toLowerCase(Locale.ROOT)) {
            case "mem_local_short" -> true;
            case "nomem" -> false;
            default -> {
                problems.add(Problem.of(ProblemCode.PROVIDER_UNKNOWN, new ProblemSubject.Setting(key), "Memory", name, "nomem"));
                yield false;
            }
        };
    }

    /// How intents are recognised. An unknown type counts as `function_call`.
    private Settings.Intent intent() {
        String key = "selected_module.Intent";
        String name = optionalText(key).orElse(Settings.Intent.FUNCTION_CALL.typeName());
        String type = type("Intent", name).toLowerCase(Locale.ROOT);
        for (Settings.Intent known : Settings.Intent.values()) {
            if (known.typeName().equals(type)) {
                return known;
            }
        }
        problems.add(Problem.of(ProblemCode.PROVIDER_UNKNOWN, new ProblemSubject.Setting(key), "Intent", name, Settings.Intent.FUNCTION_CALL.typeName()));
        return Settings.Intent.FUNCTION_CALL;
    }

    private Settings.Models models() {
        Map<String, ObjectNode> providers = new LinkedHashMap<>();
        section("LLM").forEach((alias, value) -> {
            if (JSON.valueToTree(value) instanceof ObjectNode provider) {
                providers.put(alias, provider);
            }
        });
        Map<String, JsonNode> byPurpose = new LinkedHashMap<>();
        section("llm_by_mode").forEach((purpose, value) -> byPurpose.put(purpose.strip().toLowerCase(Locale.ROOT), JSON.valueToTree(value)));
        Optional<String> selected = optionalText("selected_module.LLM").filter(alias -> !ASSISTANTS.contains(type("LLM", alias).toLowerCase(Locale.ROOT)));
        return new Settings.Models(Collections.unmodifiableMap(providers), selected, Collections.unmodifiableMap(byPurpose), optionalText("prompt"), personas(), intent());
    }

    private Map<String, String> personas() {
        Map<String, String> personas = new LinkedHashMap<>();
        section("prompt_by_device").forEach((device, text) -> {
            if (text instanceof String persona && !persona.isBlank()) {
                personas.put(id(device), persona.strip());
            }
        });
        return Collections.unmodifiableMap(personas);
    }

    /// The map at a key; anything but a map counts as empty, and nulls in it are left out.
    private Map<String, Object> section(String key) {
        Map<String, Object> section = new LinkedHashMap<>();
        if (settingsTree.at(key).orElse(null) instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                if (value != null) {
                    section.put(String.valueOf(name), value);
                }
            });
        }
        return section;
    }

    private String type(String kind, String name) {
        return settingsTree.at(kind).filter(Map.class::isInstance).map(section -> ((Map<?, ?>) section).get(name))
            .filter(Map.class::isInstance).map(alias -> ((Map<?, ?>) alias).get("type")).map(String::valueOf).orElse(name);
    }

    private ObjectNode hello() {
        return validValue("xiaozhi").map(value -> JSON.<ObjectNode>valueToTree(value)).orElseGet(JsonNodeFactory.instance::objectNode);
    }

    private static String id(String written) {
        return written.strip().replaceAll("^\"+|\"+$", "").replaceAll("^'+|'+$", "").toLowerCase(Locale.ROOT);
    }
}
