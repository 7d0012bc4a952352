package earshot.engine;

import earshot.config.Dotted;
import earshot.config.ProviderKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a command about models writes into the settings.
final class Edits {
    private Edits() {}

    static Map<String, Object> of(Command.SetPurpose wanted) {
        String key = purpose(wanted.purpose());
        if (wanted.overrides().isEmpty()) {
            return Map.of(key, wanted.alias().strip());
        }
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("alias", wanted.alias().strip());
        entry.put("overrides", wanted.overrides());
        return Map.of(key, entry);
    }

    static Map<String, Object> of(Command.ClearPurpose wanted) {
        return Map.of(purpose(wanted.purpose()), Optional.empty());
    }

    static Map<String, Object> of(Command.PutProvider wanted) {
        Map<String, Object> edits = new LinkedHashMap<>();
        wanted.fields().forEach((field, value) -> edits.put(Dotted.of(wanted.kind().name(), wanted.alias(), field), value));
        wanted.secret().filter(key -> !key.isBlank()).ifPresent(key -> edits.put(Dotted.of(wanted.kind().name(), wanted.alias(), "api_key"), key.strip()));
        return edits;
    }

    static Map<String, Object> of(Command.RemoveProvider wanted) {
        return Map.of(Dotted.of(wanted.kind().name(), wanted.alias()), Optional.empty());
    }

    static Map<String, Object> of(Command.ChooseSpeechPart wanted) {
        return Map.of(selected(wanted.kind()), wanted.alias().isBlank() ? Optional.empty() : wanted.alias().strip());
    }

    static Map<String, Object> of(Command.SetPersona wanted) {
        String key = wanted.deviceId().map(device -> Dotted.of("prompt_by_device", device)).orElse("prompt");
        return Map.of(key, wanted.text().isBlank() ? Optional.empty() : wanted.text().strip());
    }

    static String selected(ProviderKind kind) {
        return Dotted.of("selected_module", kind.name());
    }

    private static String purpose(String written) {
        return Dotted.of("llm_by_mode", written.strip().toLowerCase(Locale.ROOT));
    }

    /// The purposes of the mapping, `default` first.
    static List<String> purposes() {
        return List.of("default", "chat", "meeting", "coding", "working", "intent", "memory");
    }
}
