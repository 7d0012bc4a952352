package earshot.engine;

import static earshot.data.JsonMappers.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.config.Configuration;
import earshot.config.Dotted;
import earshot.config.Layer;
import earshot.config.ProviderKind;
import earshot.config.Revision;
import earshot.config.Settings;
import earshot.config.Verdict;
import earshot.engine.ModelsState.InForce;
import earshot.engine.ModelsState.Part;
import earshot.engine.ModelsState.Provider;
import earshot.engine.ModelsState.PurposeRow;
import earshot.engine.ModelsState.Written;
import earshot.llm.Choice;
import earshot.llm.LanguageModel;
import earshot.llm.Mapping;
import earshot.llm.Models;
import earshot.tts.LocalVoice;
import earshot.watch.Cell;
import earshot.watch.Watch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Compares the models written in the settings with those in force. The state is computed from the live settings at each change,
/// so that nothing can go stale.
final class ModelsBoard {
    private static final String PURPOSES = "llm_by_mode";

    private final Configuration configuration;
    private final Models models;
    private final Instant started;
    private final List<LocalVoice> localVoices = LocalVoice.here();
    private final Cell<ModelsState> state = new Cell<>(ModelsState.NONE);

    ModelsBoard(Configuration configuration, Models models, Instant started) {
        this.configuration = configuration;
        this.models = models;
        this.started = started;
    }

    Watch<ModelsState> state() {
        return state;
    }

    /// Recomputes the state; call it after the settings, their history or the components in use changed.
    void refresh(Parts parts) {
        Map<String, Choice> inForce = models.inForce();
        state.set(new ModelsState(purposes(inForce), providers(inForce), parts(parts, inForce), configuration.written("prompt").map(String::valueOf), texts("prompt_by_device"), localVoices));
    }

    private List<PurposeRow> purposes(Map<String, Choice> inForce) {
        Settings.Models written = configuration.settings().get().models();
        Set<String> names = new LinkedHashSet<>(Edits.purposes());
        names.addAll(inForce.keySet());
        return names.stream().map(purpose -> {
            Optional<JsonNode> entry = Optional.ofNullable(written.byPurpose().get(purpose));
            List<Verdict.Refused> warnings = entry.map(present -> Checks.mapping(written, purpose, present)).orElse(List.of());
            boolean serves = !purpose.equals("default");
            return new PurposeRow(purpose, entry.map(present -> written(purpose, present)), Optional.ofNullable(inForce.get(purpose)).filter(_ -> serves).map(choice -> inForce(purpose, choice)), warnings);
        }).toList();
    }

    private Written written(String purpose, JsonNode entry) {
        String key = Dotted.of(PURPOSES, purpose);
        Mapping mapping = Mapping.of(entry);
        Map<String, Object> overrides = new LinkedHashMap<>();
        mapping.overrides().properties().forEach(one -> overrides.put(one.getKey(), Configuration.masked(Dotted.of(one.getKey()), JSON.convertValue(one.getValue(), Object.class))));
        Layer layer = configuration.layer(key);
        Optional<String> given = layer == Layer.CONSOLE ? configuration.written(Layer.GIVEN, key).map(value -> value instanceof String text ? text : JSON.valueToTree(value).toString()) : Optional.empty();
        return new Written(mapping.alias().orElse(""), overrides, layer, given);
    }

    private InForce inForce(String purpose, Choice choice) {
        Optional<Revision> since = configuration.history().get().revisions().stream().filter(revision -> revision.changes().stream().anyMatch(change -> decides(change.key(), purpose, choice))).findFirst();
        return new InForce(choice.alias(), choice.model().map(LanguageModel::name).orElse(""), choice.reason(), choice.detail(), since.map(Revision::number), since.map(Revision::when).orElse(started));
    }

    private static boolean decides(String key, String purpose, Choice choice) {
        List<String> names = Dotted.names(key);
        String name = names.size() > 1 ? names.get(1) : "";
        boolean own = choice.reason().equals("own");
        return switch (names.getFirst()) {
            case PURPOSES -> name.equals(purpose) || !own && name.equals("default");
            case "selected_module" -> !own && name.equals("LLM");
            case "LLM" -> name.equals(choice.alias());
            default -> false;
        };
    }

    private List<Provider> providers(Map<String, Choice> inForce) {
        List<Provider> all = new ArrayList<>();
        for (ProviderKind kind : ProviderKind.values()) {
            section(kind.name()).forEach((alias, section) -> {
                if (section instanceof Map<?, ?> fields) {
                    all.add(provider(kind, alias, fields, inForce));
                }
            });
        }
        all.add(embedded(ProviderKind.ASR, "sphinx4"));
        all.add(embedded(ProviderKind.TTS, "freetts"));
        all.add(embedded(ProviderKind.VAD, "webrtc"));
        return all;
    }

    private Provider provider(ProviderKind kind, String alias, Map<?, ?> section, Map<String, Choice> inForce) {
        Map<String, Object> fields = new LinkedHashMap<>();
        section.forEach((key, value) -> fields.put(String.valueOf(key), value));
        List<String> usedBy = usedBy(kind, alias);
        if (kind == ProviderKind.LLM) {
            inForce.forEach((purpose, choice) -> {
                if (choice.alias().equals(alias) && !purpose.equals("default")) {
                    usedBy.add(purpose);
                }
            });
        }
        return new Provider(kind, alias, text(fields, "type").orElse(alias), text(fields, "base_url", "url", "api_url", "host"), text(fields, "api_key"), text(fields, "model_name", "model"),
            usedBy, fields, configuration.layer(Dotted.of(kind.name(), alias)), false);
    }

    private Provider embedded(ProviderKind kind, String name) {
        return new Provider(kind, name, name, Optional.empty(), Optional.empty(), Optional.empty(), usedBy(kind, name), Map.of(), Layer.BUILT_IN, true);
    }

    private List<String> usedBy(ProviderKind kind, String alias) {
        Settings.SpeechParts speech = configuration.settings().get().speech();
        String chosen = switch (kind) {
            case LLM -> configuration.settings().get().models().selected().orElse("");
            case ASR -> speech.recognizer().alias();
            case TTS -> speech.voice().alias();
            case VAD -> "webrtc";
        };
        return new ArrayList<>(chosen.equals(alias) ? List.of("selected") : List.of());
    }

    private List<Part> parts(Parts parts, Map<String, Choice> inForce) {
        String model = Optional.ofNullable(inForce.get("chat")).flatMap(Choice::model).map(LanguageModel::name).orElse(parts.assistant());
        return List.of(part(ProviderKind.LLM, model), part(ProviderKind.ASR, parts.recognizer()), part(ProviderKind.TTS, parts.voice()), part(ProviderKind.VAD, parts.detector()));
    }

    private Part part(ProviderKind kind, String inForce) {
        String key = Edits.selected(kind);
        return new Part(kind, configuration.written(key).map(String::valueOf), inForce, configuration.layer(key));
    }

    private Map<String, Object> section(String key) {
        Map<String, Object> section = new LinkedHashMap<>();
        if (configuration.written(key).orElse(null) instanceof Map<?, ?> map) {
            map.forEach((name, value) -> section.put(String.valueOf(name), value));
        }
        return section;
    }

    private Map<String, String> texts(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        section(key).forEach((name, value) -> texts.put(name, String.valueOf(value)));
        return texts;
    }

    private static Optional<String> text(Map<String, Object> fields, String... keys) {
        for (String key : keys) {
            if (fields.get(key) != null && !String.valueOf(fields.get(key)).isBlank()) {
                return Optional.of(String.valueOf(fields.get(key)));
            }
        }
        return Optional.empty();
    }
}
