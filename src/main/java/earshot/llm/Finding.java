package earshot.llm;

import static earshot.data.JsonMappers.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.config.Settings;
import earshot.config.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Something wrong or doubtful in the settings of a purpose or a model provider, shown while a person edits them.
public sealed interface Finding {
    /// No model has this alias.
    ///
    /// @param near the known alias that may have been meant
    record UnknownAlias(String alias, Optional<String> near) implements Finding {}

    /// The value is not valid and is not used.
    record BadValue(String key, String value, Verdict.Refused why) implements Finding {}

    /// The key is kept in the file but has no effect.
    record UnknownKey(String key) implements Finding {}

    /// No provider type has this name.
    record UnknownType(String type, Optional<String> near) implements Finding {}

    /// @param entry of `llm_by_mode` as edited so far
    static List<Finding> ofMapping(JsonNode entry, Settings.Models models) {
        Mapping mapping = Mapping.of(entry);
        List<Finding> findings = new ArrayList<>();
        mapping.alias().filter(alias -> !models.providers().containsKey(alias)).ifPresent(alias -> findings.add(new UnknownAlias(alias, NearMiss.of(alias, models.providers().keySet()))));
        findings.addAll(ofKeys(mapping.overrides()));
        return findings;
    }

    /// @param section `LLM.<alias>` as edited so far
    static List<Finding> ofProvider(String alias, ObjectNode section) {
        List<Finding> findings = new ArrayList<>();
        String type = section.path("type").asText("").strip();
        boolean addressed = section.hasNonNull("base_url") || section.hasNonNull("url");
        String named = type.isEmpty() ? alias : type;
        if (Vendor.of(named).isEmpty() && (!type.isEmpty() || !addressed)) {
            findings.add(new UnknownType(named, NearMiss.of(named, Vendor.types())));
        }
        findings.addAll(ofKeys(section));
        return findings;
    }

    private static List<Finding> ofKeys(ObjectNode section) {
        Set<String> read = Set.of("type", "base_url", "url", "api_key", "model_name", "model", "temperature", "top_p", "max_tokens", "max_completion_tokens", "frequency_penalty",
            "presence_penalty", "seed", "timeout", "extra_body");
        List<Finding> findings = new ArrayList<>();
        section.properties().forEach(entry -> {
            if (!read.contains(entry.getKey())) {
                findings.add(new UnknownKey(entry.getKey()));
            } else if (Verdict.of("LLM.x." + entry.getKey(), JSON.convertValue(entry.getValue(), Object.class)) instanceof Verdict.Refused why) {
                findings.add(new BadValue(entry.getKey(), entry.getValue().asText(), why));
            }
        });
        return findings;
    }
}
