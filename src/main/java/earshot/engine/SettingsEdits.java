package earshot.engine;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.config.DottedKey;
import earshot.config.SettingRemoval;
import earshot.data.LetterCase;
import earshot.llm.ModelResolver;
import earshot.llm.Purpose;
import earshot.remote.ProviderKind;
import earshot.remote.ProviderSettings;

/// Converts commands about models and providers into changes of the settings.
final class SettingsEdits {
    private SettingsEdits() {}

    /// Dotted key to value; a [SettingRemoval] removes the key.
    static Map<String, Object> of(Command.Edit edit) {
        return switch (edit) {
            case Command.SetPurpose command -> of(command);
            case Command.ClearPurpose command -> Map.of(purposeKey(command.purpose()), new SettingRemoval());
            case Command.PutProvider command -> of(command);
            case Command.RemoveProvider command -> Map.of(DottedKey.of(command.kind().name(), command.alias()), new SettingRemoval());
            case Command.SelectProvider command -> Map.of(selectionKey(command.kind()), textOrRemoval(command.alias()));
            case Command.SetPersona command -> Map.of(command.deviceId().map(device -> DottedKey.of("prompt_by_device", device.value())).orElse("prompt"),
                textOrRemoval(command.text()));
        };
    }

    static Map<String, Object> of(List<Command.Edit> edits) {
        Map<String, Object> all = new LinkedHashMap<>();
        edits.forEach(edit -> all.putAll(of(edit)));
        return all;
    }

    /// A provider as it would be after a command, including the API key that it keeps.
    static ProviderSettings draftProvider(Optional<ProviderSettings> present, Command.PutProvider command) {
        ObjectNode section = present.map(provider -> provider.section().deepCopy()).orElseGet(JSON::createObjectNode);
        command.fields().forEach((field, value) -> put(section, field, value));
        ProviderSettings provider = ProviderSettings.of(command.kind(), command.alias(), section);
        command.secret().filter(key -> !key.isBlank()).ifPresent(key -> section.put(provider.keyName(), key.strip()));
        return provider;
    }

    private static void put(ObjectNode section, String field, Object value) {
        switch (value) {
            case SettingRemoval _ -> section.remove(field);
            case Map<?, ?> members -> {
                ObjectNode inner = section.path(field) instanceof ObjectNode present ? present : section.putObject(field);
                members.forEach((name, member) -> put(inner, String.valueOf(name), member));
            }
            default -> section.set(field, JSON.valueToTree(value));
        }
    }

    private static Map<String, Object> of(Command.SetPurpose command) {
        String key = purposeKey(command.purpose());
        if (command.overrides().isEmpty()) {
            return Map.of(key, command.alias().strip());
        }
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("alias", command.alias().strip());
        entry.put("overrides", command.overrides());
        return Map.of(key, entry);
    }

    private static Map<String, Object> of(Command.PutProvider command) {
        Map<String, Object> edits = new LinkedHashMap<>();
        command.fields().forEach((field, value) -> {
            if (value instanceof Map<?, ?> members) {
                members.forEach((name, member) -> edits.put(DottedKey.of(command.kind().name(), command.alias(), field, String.valueOf(name)), member));
            } else {
                edits.put(DottedKey.of(command.kind().name(), command.alias(), field), value);
            }
        });
        command.secret().filter(key -> !key.isBlank())
            .ifPresent(key -> edits.put(DottedKey.of(command.kind().name(), command.alias(), draftProvider(Optional.empty(), command).keyName()), key.strip()));
        return edits;
    }

    private static Object textOrRemoval(String text) {
        return text.isBlank() ? new SettingRemoval() : text.strip();
    }

    static String selectionKey(ProviderKind kind) {
        return DottedKey.of("selected_module", kind.name());
    }

    private static String purposeKey(String written) {
        return DottedKey.of("llm_by_mode", LetterCase.lower(written.strip()));
    }

    /// All purposes, `default` first.
    static List<String> purposes() {
        return Stream.concat(Stream.of(ModelResolver.DEFAULT), Stream.of(Purpose.values()).map(Purpose::key)).toList();
    }
}
