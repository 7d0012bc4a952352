package earshot.engine;

import static earshot.data.JsonMappers.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.config.Configuration;
import earshot.config.DottedKey;
import earshot.config.ProviderKind;
import earshot.config.Settings;
import earshot.config.ValidationResult;
import earshot.llm.ModelSettingsFinding;
import earshot.llm.SpellingSuggester;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Validates settings before they are applied and suggests corrections for misspellings. Depends only on its arguments, so that
/// it can run while the user types.
public final class SettingsValidator {
    private static final String ADDRESS = "((https?|wss?)://)?[^\\s/:@]+(:\\d{1,5})?(/\\S*)?";
    private static final List<String> MODEL_KEYS = List.of("type", "base_url", "api_key", "model_name", "temperature", "top_p", "max_tokens", "frequency_penalty",
        "presence_penalty", "seed", "timeout", "extra_body");
    private static final List<String> SERVICE_KEYS = List.of("type", "base_url", "api_url", "api_key", "model_name", "language", "voice", "speed", "response_format", "sample_rate", "host",
        "port", "is_ssl", "mode", "hotwords", "itn", "timeout", "stand_in");

    private SettingsValidator() {}

    /// @param overrides empty for none
    public static List<ValidationResult.Refused> mapping(Settings.Models models, String purpose, String alias, Map<String, Object> overrides) {
        ObjectNode entry = JSON.createObjectNode().put("alias", alias);
        entry.set("overrides", JSON.valueToTree(overrides));
        return mapping(models, purpose, entry);
    }

    /// @param entry of `llm_by_mode`: an alias or an object
    static List<ValidationResult.Refused> mapping(Settings.Models models, String purpose, JsonNode entry) {
        List<ValidationResult.Refused> found = new ArrayList<>();
        if (!SettingsEdits.purposes().contains(purpose.strip().toLowerCase(Locale.ROOT))) {
            found.add(unknown("purpose", purpose, SettingsEdits.purposes()));
        }
        ModelSettingsFinding.ofPurposeEntry(entry, models).forEach(finding -> found.add(message(finding, models.providers().keySet())));
        return found;
    }

    /// @param fields as in [Command.PutProvider]
    public static List<ValidationResult.Refused> provider(ProviderKind kind, String alias, Map<String, Object> fields) {
        List<ValidationResult.Refused> found = new ArrayList<>();
        if (alias.isBlank()) {
            found.add(refused("alias.blank"));
        }
        if (kind == ProviderKind.LLM) {
            ObjectNode section = JSON.createObjectNode();
            fields.forEach((key, value) -> section.set(key, JSON.valueToTree(value instanceof Optional<?> optional ? optional.orElse(null) : value)));
            ModelSettingsFinding.ofProvider(alias, section).forEach(finding -> found.add(message(finding, List.of())));
        } else {
            fields.forEach((key, value) -> {
                if (!SERVICE_KEYS.contains(key)) {
                    SpellingSuggester.suggest(key, SERVICE_KEYS).ifPresent(near -> found.add(refused("key.near", key, near)));
                } else if (ValidationResult.of(DottedKey.of(kind.name(), "x", key), value) instanceof ValidationResult.Refused why) {
                    found.add(why);
                }
            });
        }
        for (String key : List.of("base_url", "api_url")) {
            boolean odd = fields.get(key) instanceof String address && !address.isBlank() && !address.strip().matches(ADDRESS);
            if (odd) {
                found.add(refused("address", fields.get(key)));
            }
        }
        return found;
    }

    /// Whether the error changes what the program does; an unknown key does not.
    static boolean changesBehaviour(ValidationResult.Refused why) {
        return !why.key().startsWith("key");
    }

    /// Validates one setting by its dotted key.
    public static List<ValidationResult.Refused> setting(String key, Object value) {
        return switch (ValidationResult.of(key, value)) {
            case ValidationResult.Ok _ -> List.of();
            case ValidationResult.Clamped clamped -> List.of(clamped.why());
            case ValidationResult.Refused why when why.key().equals("unknown") -> List.of(SpellingSuggester.suggest(key, Configuration.keys()).map(near -> refused("key.near", key, near)).orElse(why));
            case ValidationResult.Refused why -> List.of(why);
        };
    }

    private static ValidationResult.Refused message(ModelSettingsFinding finding, Collection<String> aliases) {
        return switch (finding) {
            case ModelSettingsFinding.UnknownAlias(String alias, Optional<String> near) -> near.map(meant -> refused("alias.near", alias, meant)).orElseGet(() -> unknown("alias", alias, aliases));
            case ModelSettingsFinding.BadValue(String key, String _, ValidationResult.Refused why) -> new ValidationResult.Refused(why.key(), why.args());
            case ModelSettingsFinding.UnknownKey(String key) -> SpellingSuggester.suggest(key, MODEL_KEYS).map(near -> refused("key.near", key, near)).orElseGet(() -> refused("key", key));
            case ModelSettingsFinding.UnknownType(String type, Optional<String> near) -> near.map(meant -> refused("type.near", type, meant)).orElseGet(() -> refused("type", type));
        };
    }

    private static ValidationResult.Refused unknown(String what, String written, Collection<String> known) {
        return SpellingSuggester.suggest(written, known).map(near -> refused(what + ".near", written, near)).orElseGet(() -> refused(what, written));
    }

    private static ValidationResult.Refused refused(String key, Object... args) {
        return new ValidationResult.Refused(key, Stream.of(args).map(String::valueOf).toList());
    }
}
