package earshot.engine;

import static earshot.data.JsonMappers.JSON;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.config.Dotted;
import earshot.config.ProviderKind;
import earshot.config.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Converts commands about models and providers into changes of the settings.
final class Edits {

    private Edits() {}

    /// Dotted key to value; an empty [Optional] removes the key.
    static Map<String, Object> of(Command.Edit edit) {
        return switch (edit) {
            case Command.SetPurpose wanted -> of(wanted);
            case Command.ClearPurpose wanted -> of(wanted);
            case Command.PutProvider wanted -> of(wanted);
            case Command.RemoveProvider wanted -> of(wanted);
            case Command.ChooseSpeechPart wanted -> of(wanted);
            case Command.SetPersona wanted -> of(wanted);
        };
    }

    static Map<String, Object> of(List<Command.Edit> edits) {
        Map<String, Object> all = new LinkedHashMap<>();
        edits.forEach(edit -> all.putAll(of(edit)));
        return all;
    }

    /// A provider as it would be after a command, including the API key that it keeps.
    static Settings.Provider drafted(Optional<Settings.Provider> present, Command.PutProvider wanted) {
        ObjectNode section = present.map(provider -> provider.section().deepCopy()).orElseGet(JSON::createObjectNode);
        wanted.fields().forEach((field, value) -> {
            if (value instanceof Optional<?> taken && taken.isEmpty()) {
                section.remove(field);
            } else {
                section.set(field, JSON.valueToTree(value));
            }
        });
        wanted.secret().filter(key -> !key.isBlank()).ifPresent(key -> section.put("api_key", key.strip()));
        return new Settings.Provider(wanted.kind(), wanted.alias(), section.path("type").asText(wanted.alias()).strip().toLowerCase(Locale.ROOT), section);
    }

    private static Map<String, Object> of(Command.SetPurpose wanted) {
        String key = purpose(wanted.purpose());
        if (wanted.overrides().isEmpty()) {
            return Map.of(key, wanted.alias().strip());
        }
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("alias", wanted.alias().strip());
        entry.put("overrides", wanted.overrides());
        return Map.of(key, entry);
    }

    private static Map<String, Object> of(Command.ClearPurpose wanted) {
        return Map.of(purpose(wanted.purpose()), Optional.empty());
    }

    private static Map<String, Object> of(Command.PutProvider wanted) {
        Map<String, Object> edits = new LinkedHashMap<>();
        wanted.fields().forEach((field, value) -> edits.put(Dotted.of(wanted.kind().name(), wanted.alias(), field), value));
        wanted.secret().filter(key -> !key.isBlank()).ifPresent(key -> edits.put(Dotted.of(wanted.kind().name(), wanted.alias(), "api_key"), key.strip()));
        return edits;
    }

    private static Map<String, Object> of(Command.RemoveProvider wanted) {
        return Map.of(Dotted.of(wanted.kind().name(), wanted.alias()), Optional.empty());
    }

    private static Map<String, Object> of(Command.ChooseSpeechPart wanted) {
        return Map.of(selected(wanted.kind()), wanted.alias().isBlank() ? Optional.empty() : wanted.alias().strip());
    }

    private static Map<String, Object> of(Command.SetPersona wanted) {
        String key = wanted.deviceId().map(device -> Dotted.of("prompt_by_device", device)).orElse("prompt");
        return Map.of(key, wanted.text().isBlank() ? Optional.empty() : wanted.text().strip());
    }

    static String selected(ProviderKind kind) {
        return Dotted.of("selected_module", kind.name());
    }

    private static String purpose(String written) {
        return Dotted.of("llm_by_mode", written.strip().toLowerCase(Locale.ROOT));
    }

    /// All purposes, `default` first.
    static List<String> purposes() {
        return List.of("default", "chat", "meeting", "coding", "working", "intent", "memory");
    }
}
