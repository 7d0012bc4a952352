package earshot.llm;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.catalog.BuiltInAssistant;
import earshot.config.Setting;
import earshot.config.SettingsGroup;
import earshot.config.SettingsReader;
import earshot.config.SettingsSection;
import earshot.config.ValueType;
import earshot.data.LetterCase;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.remote.ProviderFields;
import earshot.remote.ProviderKind;

/// Language models as written; sections of unknown types are kept. Key names: badge-protocol section 8.7.
///
/// @param providers `LLM`: alias to section, in file order; sections that are not maps are left out
/// @param selected `selected_module.LLM`, when it names a provider
/// @param builtIn the built-in assistant that `selected_module.LLM` or `assistant` selects
/// @param byPurpose `llm_by_mode`: purpose in lower case, or `default`, to an alias or an object
public record ModelSettings(Map<String, ObjectNode> providers, Optional<String> selected, BuiltInAssistant builtIn, Map<String, JsonNode> byPurpose) {
    public static final ModelSettings NONE = new ModelSettings(Map.of(), Optional.empty(), Map.of());

    private static final Setting<Optional<String>> SELECTED = Setting.text("selected_module.LLM");
    private static final Setting<BuiltInAssistant> ASSISTANT = Setting.choice("assistant", BuiltInAssistant.ECHO);
    private static final Setting<?> BY_PURPOSE = Setting.ofType("llm_by_mode.<purpose>", new ValueType.AliasOrMap());
    private static final ProviderFields FIELDS = ProviderFields.of(ProviderKind.LLM);

    public static final SettingsSection<ModelSettings> SECTION = new SettingsSection<>(ModelSettings::read,
        SettingsGroup.elsewhere("models", SELECTED, ASSISTANT, BY_PURPOSE), FIELDS.group());

    /// With the built-in assistant `echo`.
    public ModelSettings(Map<String, ObjectNode> providers, Optional<String> selected, Map<String, JsonNode> byPurpose) {
        this(providers, selected, BuiltInAssistant.ECHO, byPurpose);
    }

    private static ModelSettings read(SettingsReader settings) {
        Map<String, ObjectNode> providers = new LinkedHashMap<>();
        settings.members(FIELDS.section()).forEach((alias, value) -> {
            if (JSON.valueToTree(value) instanceof ObjectNode provider) {
                providers.put(alias, provider);
            }
        });
        Map<String, JsonNode> byPurpose = new LinkedHashMap<>();
        settings.members(BY_PURPOSE).forEach((purpose, value) -> byPurpose.put(LetterCase.lower(purpose.strip()), JSON.valueToTree(value)));
        Optional<String> written = settings.get(SELECTED);
        Optional<BuiltInAssistant> named = written.flatMap(alias -> BuiltInAssistant.of(settings.moduleType(ProviderKind.LLM.name(), alias)));
        BuiltInAssistant builtIn = named.orElse(settings.get(ASSISTANT));
        Optional<String> selected = written.filter(_ -> named.isEmpty());
        selected.filter(alias -> !settings.members(FIELDS.section()).containsKey(alias)).ifPresent(alias ->
        settings.report(
            Problem.of(ProblemCode.PROVIDER_UNKNOWN, new ProblemSubject.Setting(SELECTED.key()), ProviderKind.LLM.name(), alias, Setting.word(builtIn))));
        return new ModelSettings(Collections.unmodifiableMap(providers), selected, builtIn, Collections.unmodifiableMap(byPurpose));
    }

    /// Leaves out the sections, which may contain API keys.
    @Override
    public String toString() {
        return "ModelSettings[providers=" + providers.keySet() + ", selected=" + selected + ", byPurpose=" + byPurpose.keySet() + "]";
    }
}
