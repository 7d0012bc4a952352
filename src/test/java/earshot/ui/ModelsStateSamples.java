package earshot.ui;

import module java.base;

import earshot.catalog.VoiceType;
import earshot.config.Revision;
import earshot.config.Revision.Change;
import earshot.config.SettingsHistory;
import earshot.config.SettingsLayer;
import earshot.config.ValidationResult;
import earshot.engine.ModelsState;
import earshot.engine.ModelsState.ModelInForce;
import earshot.engine.ModelsState.Provider;
import earshot.engine.ModelsState.PurposeRow;
import earshot.engine.ModelsState.SelectedProvider;
import earshot.engine.ModelsState.WrittenEntry;
import earshot.llm.ResolutionReason;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.remote.ProviderKind;
import earshot.time.Time;
import earshot.tool.Tool;
import earshot.tool.ToolServerStatus;
import earshot.tts.InstalledVoice;

/// Sample models, providers and histories of settings.
public final class ModelsStateSamples {
    private static final String BROKEN_FILE = "/home/me/.earshot/settings.yaml";
    private static final String BROKEN_REASON = "reason.yaml_colon";
    private static final List<String> PURPOSES = List.of("default", "chat", "meeting", "coding", "working", "intent", "memory");

    private ModelsStateSamples() {}

    static void arrange(EngineFake engine, Time time) {
        engine.models.set(some(time.now()));
        engine.history.set(history(time.now()));
        engine.toolServers.set(Optional.of(List.of(
            new ToolServerStatus("clock", ToolServerStatus.Availability.READY,
                List.of("get_current_time", "convert_time").stream().map(name -> new Tool(name, "", "{}", false)).toList(), Optional.empty()),
            new ToolServerStatus("home", ToolServerStatus.Availability.BROKEN, List.of(), Optional.of("initialize: HTTP 401")))));
    }

    /// State of a new home directory.
    public static ModelsState none(Instant now) {
        return new ModelsState(PURPOSES.stream().map(purpose -> new PurposeRow(purpose, Optional.empty(),
            purpose.equals("default") ? Optional.empty() : Optional.of(new ModelInForce("", "", ResolutionReason.NONE, "", Optional.empty(), now)), List.of()))
            .toList(),
            List.of(embedded(ProviderKind.ASR, "sphinx4"), embedded(ProviderKind.TTS, "freetts"), embedded(ProviderKind.VAD, "webrtc")),
            List.of(new SelectedProvider(ProviderKind.LLM, Optional.empty(), "echo", SettingsLayer.BUILT_IN),
                new SelectedProvider(ProviderKind.ASR, Optional.of("sphinx4"), "Sphinx4", SettingsLayer.BUILT_IN),
                new SelectedProvider(ProviderKind.TTS, Optional.of("freetts"), "FreeTTS kevin16", SettingsLayer.BUILT_IN),
                new SelectedProvider(ProviderKind.VAD, Optional.of("webrtc"), "WebRTC VAD + energy gate", SettingsLayer.BUILT_IN)),
            Optional.empty(), Map.of(), List.of(new InstalledVoice(VoiceType.ESPEAK, "espeak-ng")));
    }

    /// Two models, a voice and a recognizer; one assignment names no model.
    public static ModelsState some(Instant now) {
        return new ModelsState(List.of(
            row("default", "small", Map.of(), Optional.empty()),
            row("chat", "", Map.of(), Optional.of(new ModelInForce("small", "small (gpt-4o-mini)", ResolutionReason.DEFAULT_ENTRY, "", Optional.of(11L), now))),
            row("meeting", "big", Map.of("model_name", "big-2", "temperature", 0.2, "top_p", 0.9),
                Optional.of(new ModelInForce("big", "big (big-2)", ResolutionReason.OWN_ENTRY, "", Optional.of(12L), now))),
            new PurposeRow("coding", Optional.of(new WrittenEntry("bigg", Map.of("max_tokens", 512), SettingsLayer.CONSOLE, Optional.of("small"))),
                Optional.of(new ModelInForce("small", "small (gpt-4o-mini)", ResolutionReason.UNKNOWN_ALIAS, "bigg", Optional.of(13L), now)),
                List.of(new ValidationResult.Refused("alias.near", List.of("bigg", "big")))),
            row("working", "", Map.of(),
                Optional.of(new ModelInForce("small", "small (gpt-4o-mini)", ResolutionReason.DEFAULT_ENTRY, "", Optional.of(11L), now))),
            row("intent", "", Map.of(),
                Optional.of(new ModelInForce("small", "small (gpt-4o-mini)", ResolutionReason.DEFAULT_ENTRY, "", Optional.of(11L), now))),
            row("memory", "", Map.of(),
                Optional.of(new ModelInForce("small", "small (gpt-4o-mini)", ResolutionReason.DEFAULT_ENTRY, "", Optional.of(11L), now)))),
            List.of(
                new Provider(ProviderKind.LLM, "small", List.of("default", "chat", "selected"),
                    Map.of("type", "openai", "base_url", "https://api.openai.com/v1", "api_key", "sk-…abcd", "model_name", "gpt-4o-mini"),
                    SettingsLayer.CONSOLE, false),
                new Provider(ProviderKind.LLM, "big", List.of("meeting"),
                    Map.of("type", "ollama", "base_url", "http://127.0.0.1:11434/v1", "model_name", "qwen3:14b"), SettingsLayer.CONSOLE, false),
                embedded(ProviderKind.ASR, "sphinx4"),
                new Provider(ProviderKind.ASR, "funasr", List.of("selected"), Map.of("type", "fun_server", "host", "192.168.1.5", "port", 10095),
                    SettingsLayer.CONSOLE, false),
                embedded(ProviderKind.TTS, "freetts"),
                new Provider(ProviderKind.TTS, "alloy", List.of(),
                    Map.of("type", "openai", "base_url", "https://api.openai.com/v1", "api_key", "sk-…abcd", "model_name", "tts-1", "voice", "alloy"),
                    SettingsLayer.CONSOLE, false),
                embedded(ProviderKind.VAD, "webrtc")),
            List.of(new SelectedProvider(ProviderKind.LLM, Optional.of("small"), "small (gpt-4o-mini)", SettingsLayer.CONSOLE),
                new SelectedProvider(ProviderKind.ASR, Optional.of("funasr"), "FunASR at 192.168.1.5:10095", SettingsLayer.CONSOLE),
                new SelectedProvider(ProviderKind.TTS, Optional.of("freetts"), "FreeTTS kevin16", SettingsLayer.BUILT_IN),
                new SelectedProvider(ProviderKind.VAD, Optional.of("webrtc"), "WebRTC VAD + energy gate", SettingsLayer.BUILT_IN)),
            Optional.of("You are a friendly helper in a kitchen. Answer in one or two sentences."), Map.of(),
            List.of(new InstalledVoice(VoiceType.ESPEAK, "espeak-ng")));
    }

    /// A dozen providers with long names and addresses.
    public static ModelsState many(Instant now) {
        ModelsState some = some(now);
        List<Provider> providers = new java.util.ArrayList<>(some.providers());
        for (int i = 1; i <= 8; i++) {
            providers.add(i,
                new Provider(ProviderKind.LLM, "workshop-experiments-number-" + i,
                    i == 1 ? List.of("chat", "meeting", "coding", "working", "intent", "memory") : List.of(),
                    Map.of("type", "openai", "base_url", "https://gateway.models.example-company.internal:8443/teams/voice/proxy/v1", "api_key", "sk-…00" + i,
                        "model_name", "company/large-instruct-model-2026-11-preview-" + i),
                    SettingsLayer.CONSOLE, false));
        }
        return new ModelsState(some.purposes(), providers, some.selectedProviders(), some.persona(), some.personas(), some.installedVoices());
    }

    private static PurposeRow row(String purpose, String alias, Map<String, Object> overrides, Optional<ModelInForce> now) {
        return new PurposeRow(purpose,
            alias.isEmpty() ? Optional.empty() : Optional.of(new WrittenEntry(alias, overrides, SettingsLayer.CONSOLE, Optional.empty())), now, List.of());
    }

    private static Provider embedded(ProviderKind kind, String alias) {
        return new Provider(kind, alias, List.of(), Map.of(), SettingsLayer.BUILT_IN, true);
    }

    /// Four revisions, the newest of which can be undone.
    public static SettingsHistory history(Instant now) {
        Revision newest = new Revision(13, now.minusSeconds(60), Revision.Origin.EDIT, List.of(change("llm_by_mode.coding", null, "bigg")), Optional.empty());
        Revision undone = new Revision(12, now.minusSeconds(900), Revision.Origin.EDIT,
            List.of(change("llm_by_mode.meeting", "small", "{alias: big, overrides: {model_name: big-2, temperature: 0.2}}"),
                change("LLM.big.api_key", null, "***")),
            Optional.empty());
        return new SettingsHistory(
            List.of(newest, undone,
                new Revision(11, now.minusSeconds(4000), Revision.Origin.UNDO, List.of(change("llm_by_mode.default", "big", "small")), Optional.of(10L)),
                new Revision(10, now.minusSeconds(90000), Revision.Origin.FOUND, List.of(), Optional.empty())),
            Optional.of(newest), Optional.empty(), Optional.empty());
    }

    /// A file that cannot be read, with a good one before it.
    public static SettingsHistory broken() {
        return new SettingsHistory(List.of(), Optional.empty(), Optional.empty(),
            Optional.of(new SettingsHistory.UnreadableFile(BROKEN_FILE, "14", BROKEN_REASON, Optional.of(12L))));
    }

    /// The problem of that file.
    public static Problem unreadable() {
        return Problem.of(ProblemCode.CONFIG_UNREADABLE, new ProblemSubject.File(BROKEN_FILE), BROKEN_FILE, "14", BROKEN_REASON);
    }

    private static Change change(String key, String before, String after) {
        return new Change(key, Optional.ofNullable(before), Optional.ofNullable(after));
    }
}
