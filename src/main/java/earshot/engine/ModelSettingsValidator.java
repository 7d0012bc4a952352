package earshot.engine;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.catalog.ModelVendor;
import earshot.config.DottedKey;
import earshot.config.SettingRemoval;
import earshot.config.ValidationResult;
import earshot.data.LetterCase;
import earshot.llm.ModelSettings;
import earshot.llm.PurposeEntry;
import earshot.llm.SpellingSuggester;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.remote.ProviderFields;
import earshot.remote.ProviderKind;

/// Finds what is wrong with settings before they are applied and suggests corrections for misspellings, for the models view and for
/// commands alike. Depends only on its arguments.
public final class ModelSettingsValidator {
    /// Begins the keys of what is said of fields that nobody reads.
    private static final String UNUSED_KEY = "key";
    private static final String ADDRESS = "((https?|wss?)://)?[^\\s/:@]+(:\\d{1,5})?(/\\S*)?";

    private ModelSettingsValidator() {}

    /// What forbids edits of models and providers; empty when they may be applied.
    static Optional<Problem> problem(ModelSettings models, List<Command.Edit> edits) {
        return edits.stream().flatMap(edit -> (switch (edit) {
            case Command.SetPurpose request -> refused(DottedKey.of("llm_by_mode", request.purpose()), request.alias(),
                purpose(models, request.purpose(), request.alias(), request.overrides()));
            case Command.PutProvider request -> refused(DottedKey.of(request.kind().name(), request.alias()), request.alias(),
                provider(request.kind(), request.alias(), request.fields()));
            case Command.ClearPurpose _, Command.RemoveProvider _, Command.SelectProvider _, Command.SetPersona _ -> Optional.<Problem>empty();
        }).stream()).findFirst();
    }

    private static Optional<Problem> refused(String key, String value, List<ValidationResult.Refused> found) {
        return found.stream().filter(ModelSettingsValidator::changesBehavior).findFirst()
            .map(why -> Problem.of(ProblemCode.SETTING_INVALID, new ProblemSubject.Setting(key), key, value, why.asArgument()));
    }

    /// @param overrides empty for none
    public static List<ValidationResult.Refused> purpose(ModelSettings models, String purpose, String alias, Map<String, Object> overrides) {
        ObjectNode entry = JSON.createObjectNode().put("alias", alias);
        entry.set("overrides", JSON.valueToTree(overrides));
        return purpose(models, purpose, entry);
    }

    /// @param entry of `llm_by_mode`: an alias or an object
    static List<ValidationResult.Refused> purpose(ModelSettings models, String purpose, JsonNode entry) {
        List<ValidationResult.Refused> found = new ArrayList<>();
        if (!SettingsEdits.purposes().contains(LetterCase.lower(purpose.strip()))) {
            found.add(unknown("purpose", purpose, SettingsEdits.purposes()));
        }
        PurposeEntry purposeEntry = PurposeEntry.parse(entry);
        purposeEntry.alias().filter(alias -> !models.providers().containsKey(alias))
            .ifPresent(alias -> found.add(unknown("alias", alias, models.providers().keySet())));
        Map<String, Object> overrides = new LinkedHashMap<>();
        purposeEntry.overrides().properties().forEach(one -> overrides.put(one.getKey(), JSON.convertValue(one.getValue(), Object.class)));
        found.addAll(fields(ProviderKind.LLM, overrides));
        return found;
    }

    /// @param fields as in [Command.PutProvider]
    public static List<ValidationResult.Refused> provider(ProviderKind kind, String alias, Map<String, Object> fields) {
        List<ValidationResult.Refused> found = new ArrayList<>();
        if (alias.isBlank()) {
            found.add(ValidationResult.refused("alias.blank"));
        }
        String type = fields.get("type") instanceof String text ? text.strip() : "";
        if (kind == ProviderKind.LLM && !type.isEmpty() && ModelVendor.of(type).isEmpty()) {
            found.add(unknown("type", type, ModelVendor.typeNames()));
        }
        found.addAll(fields(kind, fields));
        Stream.of("base_url", "api_url").map(fields::get)
            .filter(value -> value instanceof String address && !address.isBlank() && !address.strip().matches(ADDRESS))
            .forEach(address -> found.add(ValidationResult.refused("address", address)));
        return found;
    }

    private static List<ValidationResult.Refused> fields(ProviderKind kind, Map<String, Object> fields) {
        ProviderFields known = ProviderFields.of(kind);
        List<ValidationResult.Refused> found = new ArrayList<>();
        fields.forEach((field, value) -> {
            if (!known.types().containsKey(field)) {
                found.add(unknown(UNUSED_KEY, field, known.types().keySet()));
            } else if (!(value instanceof SettingRemoval) && known.validate(field, value) instanceof ValidationResult.Refused why) {
                found.add(why);
            }
        });
        return found;
    }

    /// Whether the error changes what the program does; an unknown key does not.
    static boolean changesBehavior(ValidationResult.Refused why) {
        return !why.key().startsWith(UNUSED_KEY);
    }

    private static ValidationResult.Refused unknown(String what, String written, Collection<String> known) {
        return SpellingSuggester.suggest(written, known).map(near -> ValidationResult.refused(what + ".near", written, near))
            .orElseGet(() -> ValidationResult.refused(what, written));
    }
}
