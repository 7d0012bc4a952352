package earshot.llm;

import static earshot.data.JsonMappers.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.catalog.ModelVendor;
import earshot.config.Settings;
import earshot.config.ValidationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Something wrong or doubtful in the settings of a purpose or a model provider, shown while a person edits them.
public sealed interface ModelSettingsFinding {
    /// No model has this alias.
    ///
    /// @param suggestion the known alias that may have been meant
    record UnknownAlias(String alias, Optional<String> suggestion) implements ModelSettingsFinding {}

    /// The value is not valid and is not used.
    record BadValue(String key, String value, ValidationResult.Refused why) implements ModelSettingsFinding {}

    /// The key is kept in the file but has no effect.
    record UnknownKey(String key) implements ModelSettingsFinding {}

    /// No provider type has this name.
    record UnknownType(String type, Optional<String> suggestion) implements ModelSettingsFinding {}

    /// @param entry of `llm_by_mode` as edited so far
    static List<ModelSettingsFinding> ofPurposeEntry(JsonNode entry, Settings.Models models) {
        PurposeEntry purposeEntry = PurposeEntry.parse(entry);
        List<ModelSettingsFinding> findings = new ArrayList<>();
        purposeEntry.alias().filter(alias -> !models.providers().containsKey(alias)).ifPresent(alias -> findings.add(new UnknownAlias(alias, SpellingSuggester.suggest(alias, models.providers().keySet()))));
        findings.addAll(ofKeys(purposeEntry.overrides()));
        return findings;
    }

    /// @param section `LLM.<alias>` as edited so far
    static List<ModelSettingsFinding> ofProvider(String alias, ObjectNode section) {
        List<ModelSettingsFinding> findings = new ArrayList<>();
        String type = section.path("type").asText("").strip();
        boolean addressed = section.hasNonNull("base_url") || section.hasNonNull("url");
        String named = type.isEmpty() ? alias : type;
        if (ModelVendor.of(named).isEmpty() && (!type.isEmpty() || !addressed)) {
            findings.add(new UnknownType(named, SpellingSuggester.suggest(named, ModelVendor.typeNames())));
        }
        findings.addAll(ofKeys(section));
        return findings;
    }

    private static List<ModelSettingsFinding> ofKeys(ObjectNode section) {
        Set<String> knownKeys = Set.of("type", "base_url", "url", "api_key", "model_name", "model", "temperature", "top_p", "max_tokens", "max_completion_tokens", "frequency_penalty",
            "presence_penalty", "seed", "timeout", "extra_body");
        List<ModelSettingsFinding> findings = new ArrayList<>();
        section.properties().forEach(entry -> {
            if (!knownKeys.contains(entry.getKey())) {
                findings.add(new UnknownKey(entry.getKey()));
            } else if (ValidationResult.of("LLM.x." + entry.getKey(), JSON.convertValue(entry.getValue(), Object.class)) instanceof ValidationResult.Refused why) {
                findings.add(new BadValue(entry.getKey(), entry.getValue().asText(), why));
            }
        });
        return findings;
    }
}
