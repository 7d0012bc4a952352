package earshot.engine;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.asr.RecognizerSettings;
import earshot.catalog.DetectorType;
import earshot.config.Configuration;
import earshot.config.DottedKey;
import earshot.config.Placeholder;
import earshot.config.Revision;
import earshot.config.Settings;
import earshot.config.SettingsLayer;
import earshot.config.ValidationResult;
import earshot.engine.ModelsState.ModelInForce;
import earshot.engine.ModelsState.Provider;
import earshot.engine.ModelsState.PurposeRow;
import earshot.engine.ModelsState.SelectedProvider;
import earshot.engine.ModelsState.WrittenEntry;
import earshot.id.DeviceId;
import earshot.llm.LanguageModel;
import earshot.llm.ModelRegistry;
import earshot.llm.ModelResolution;
import earshot.llm.ModelResolver;
import earshot.llm.ModelSettings;
import earshot.llm.PurposeEntry;
import earshot.llm.ResolutionReason;
import earshot.remote.ProviderKind;
import earshot.remote.ProviderSettings;
import earshot.tts.InstalledVoice;
import earshot.tts.VoiceSettings;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;

/// Compares the models written in the settings with those in force. The state is computed from the live settings at each change,
/// so that nothing can go stale.
final class ModelsStateTracker {
    private static final String PURPOSES_KEY = "llm_by_mode";

    private final Configuration configuration;
    private final ModelRegistry models;
    private final Instant started;
    private final List<InstalledVoice> installedVoices = InstalledVoice.detect();
    private final MutableWatch<ModelsState> state = new MutableWatch<>(ModelsState.NONE);

    ModelsStateTracker(Configuration configuration, ModelRegistry models, Instant started) {
        this.configuration = configuration;
        this.models = models;
        this.started = started;
    }

    Watch<ModelsState> state() {
        return state;
    }

    /// Recomputes the state; call it after the settings, their history or the components in use changed.
    void refresh(ActiveComponents activeComponents) {
        Map<String, ModelResolution> inForce = models.activeModels();
        state.set(new ModelsState(purposes(inForce), providers(inForce), parts(activeComponents, inForce), configuration.written("prompt").map(String::valueOf),
            personas(), installedVoices));
    }

    private List<PurposeRow> purposes(Map<String, ModelResolution> inForce) {
        ModelSettings written = configuration.settings().get().of(ModelSettings.SECTION);
        Set<String> names = new LinkedHashSet<>(SettingsEdits.purposes());
        names.addAll(inForce.keySet());
        return names.stream().map(purpose -> {
            Optional<JsonNode> entry = Optional.ofNullable(written.byPurpose().get(purpose));
            List<ValidationResult.Refused> warnings = entry.map(present -> ModelSettingsValidator.purpose(written, purpose, present)).orElse(List.of());
            boolean serves = !purpose.equals(ModelResolver.DEFAULT);
            return new PurposeRow(purpose, entry.map(present -> written(purpose, present)),
                Optional.ofNullable(inForce.get(purpose)).filter(_ -> serves).map(resolution -> inForce(purpose, resolution)), warnings);
        }).toList();
    }

    private WrittenEntry written(String purpose, JsonNode entry) {
        String key = DottedKey.of(PURPOSES_KEY, purpose);
        PurposeEntry purposeEntry = PurposeEntry.parse(entry);
        Map<String, Object> overrides = new LinkedHashMap<>();
        purposeEntry.overrides().properties()
            .forEach(one -> overrides.put(one.getKey(), Configuration.masked(DottedKey.of(one.getKey()), JSON.convertValue(one.getValue(), Object.class))));
        SettingsLayer layer = configuration.layer(key);
        Optional<String> given = layer == SettingsLayer.CONSOLE
            ? configuration.written(SettingsLayer.GIVEN, key).map(value -> value instanceof String text ? text : JSON.valueToTree(value).toString())
            : Optional.empty();
        return new WrittenEntry(purposeEntry.alias().orElse(""), overrides, layer, given);
    }

    private ModelInForce inForce(String purpose, ModelResolution resolution) {
        Optional<Revision> since = configuration.history().get().revisions().stream()
            .filter(revision -> revision.changes().stream().anyMatch(change -> decides(change.key(), purpose, resolution))).findFirst();
        return new ModelInForce(resolution.alias(), resolution.model().map(LanguageModel::name).orElse(""), resolution.reason(), resolution.detail(),
            since.map(Revision::number), since.map(Revision::when).orElse(started));
    }

    private static boolean decides(String key, String purpose, ModelResolution resolution) {
        List<String> names = DottedKey.names(key);
        String name = names.size() > 1 ? names.get(1) : "";
        boolean own = resolution.reason() == ResolutionReason.OWN_ENTRY;
        return switch (names.getFirst()) {
            case PURPOSES_KEY -> name.equals(purpose) || !own && name.equals(ModelResolver.DEFAULT);
            case "selected_module" -> !own && name.equals("LLM");
            case "LLM" -> name.equals(resolution.alias());
            default -> false;
        };
    }

    private List<Provider> providers(Map<String, ModelResolution> inForce) {
        List<Provider> all = new ArrayList<>();
        for (ProviderKind kind : ProviderKind.values()) {
            section(kind.name()).forEach((alias, section) -> {
                if (section instanceof Map<?, ?> fields) {
                    all.add(provider(kind, alias, fields, inForce));
                }
            });
        }
        for (ProviderKind kind : ProviderKind.values()) {
            kind.embedded()
                .ifPresent(type -> all.add(new Provider(kind, type.typeName(), usedBy(kind, type.typeName()), Map.of(), SettingsLayer.BUILT_IN, true)));
        }
        return all;
    }

    private Provider provider(ProviderKind kind, String alias, Map<?, ?> section, Map<String, ModelResolution> inForce) {
        Map<String, Object> fields = new LinkedHashMap<>();
        section.forEach((key, value) -> fields.put(String.valueOf(key), value));
        configuration.section(DottedKey.of(kind.name(), alias)).ifPresent(written -> {
            ProviderSettings provider = ProviderSettings.of(kind, alias, written);
            Stream.concat(Stream.of(provider.keyName()), kind.type(provider.type()).stream().flatMap(type -> type.keySets().stream().flatMap(List::stream)))
                .filter(key -> Placeholder.matches(written.path(key).asText())).forEach(fields::remove);
        });
        List<String> usedBy = usedBy(kind, alias);
        if (kind == ProviderKind.LLM) {
            inForce.forEach((purpose, resolution) -> {
                if (resolution.alias().equals(alias) && !purpose.equals(ModelResolver.DEFAULT)) {
                    usedBy.add(purpose);
                }
            });
        }
        return new Provider(kind, alias, usedBy, fields, configuration.layer(DottedKey.of(kind.name(), alias)), false);
    }

    private List<String> usedBy(ProviderKind kind, String alias) {
        Settings settings = configuration.settings().get();
        String chosen = switch (kind) {
            case LLM -> settings.of(ModelSettings.SECTION).selected().orElse("");
            case ASR -> settings.of(RecognizerSettings.SELECTED).alias();
            case TTS -> settings.of(VoiceSettings.SELECTED).alias();
            case VAD -> DetectorType.WEBRTC.entry().typeName();
        };
        return new ArrayList<>(chosen.equals(alias) ? List.of("selected") : List.of());
    }

    private List<SelectedProvider> parts(ActiveComponents activeComponents, Map<String, ModelResolution> inForce) {
        String model = Optional.ofNullable(inForce.get("chat")).flatMap(ModelResolution::model).map(LanguageModel::name).orElse(activeComponents.assistant());
        return List.of(part(ProviderKind.LLM, model), part(ProviderKind.ASR, activeComponents.recognizer()), part(ProviderKind.TTS, activeComponents.voice()),
            part(ProviderKind.VAD, activeComponents.detector()));
    }

    private SelectedProvider part(ProviderKind kind, String inForce) {
        String key = SettingsEdits.selectionKey(kind);
        return new SelectedProvider(kind, configuration.written(key).map(String::valueOf), inForce, configuration.layer(key));
    }

    private Map<String, Object> section(String key) {
        Map<String, Object> section = new LinkedHashMap<>();
        if (configuration.written(key).orElse(null) instanceof Map<?, ?> map) {
            map.forEach((name, value) -> section.put(String.valueOf(name), value));
        }
        return section;
    }

    private Map<DeviceId, String> personas() {
        Map<DeviceId, String> personas = new LinkedHashMap<>();
        section("prompt_by_device").forEach((device, text) -> personas.put(new DeviceId(device), String.valueOf(text)));
        return personas;
    }
}
