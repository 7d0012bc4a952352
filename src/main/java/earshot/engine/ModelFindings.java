package earshot.engine;

import module java.base;

import earshot.config.Configuration;
import earshot.config.DottedKey;
import earshot.config.WrittenFile;
import earshot.engine.SettingsFinding.Effect;
import earshot.engine.SettingsFinding.Remedy;
import earshot.engine.SettingsFinding.Text;
import earshot.llm.LanguageModel;
import earshot.llm.ModelRegistry;
import earshot.llm.ModelResolution;
import earshot.llm.ModelSettings;
import earshot.llm.Purpose;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.remote.ProviderKind;
import earshot.remote.ProviderSettings;

/// Who answers, and what becomes of the models in a settings file.
final class ModelFindings {
    private static final int MAX_CHOICES = 3;
    private static final String SELECTED = ChosenPart.MODEL.key();
    private static final String CONSOLE = ChosenPart.ALL.key();
    static final String PURPOSES = "llm_by_mode";

    private final Configuration configuration;
    private final ModelRegistry registry;
    private final WrittenFile file;
    private final ModelSettings settings;
    private final Map<String, ModelResolution> active;
    private final List<String> aliases;

    ModelFindings(Configuration configuration, ModelRegistry registry, WrittenFile file) {
        this.configuration = configuration;
        this.registry = registry;
        this.file = file;
        settings = configuration.settings().get().of(ModelSettings.SECTION);
        active = registry.activeModels();
        aliases = SettingsReportBuilder.aliases(file, ProviderKind.LLM);
    }

    /// Whether a model answers, rather than a built-in assistant.
    boolean answers() {
        return chat().model().isPresent() && (settings.selected().isPresent() || !settings.byPurpose().isEmpty());
    }

    boolean covers(String key) {
        return key.equals(SELECTED) || key.equals(CONSOLE) && !answers() || key.startsWith(PURPOSES + ".")
            || SettingsReportBuilder.inEntry(key, List.of(ProviderKind.LLM));
    }

    List<SettingsFinding> findings() {
        List<SettingsFinding> all = new ArrayList<>(List.of(chosen()));
        settings.byPurpose().keySet().stream().filter(purpose -> file.line(DottedKey.of(PURPOSES, purpose)) > 0).forEach(purpose -> all.add(purpose(purpose)));
        aliases.forEach(alias -> {
            SettingsFinding entry = entry(alias);
            all.add(entry);
            if (entry.effect() == Effect.USED || entry.effect() == Effect.KEPT) {
                configuration.section(DottedKey.of("LLM", alias)).map(section -> ProviderSettings.of(ProviderKind.LLM, alias, section))
                    .flatMap(provider -> SettingsReportBuilder.address(configuration, file, provider, entry.effect() == Effect.USED)).ifPresent(all::add);
            }
        });
        return all;
    }

    /// The text that says who answers where no model does.
    private String builtIn() {
        return "check.builtin." + settings.builtIn().typeName();
    }

    private ModelResolution chat() {
        return active.get(Purpose.CHAT.key());
    }

    private SettingsFinding chosen() {
        Optional<WrittenFile.Key> key = file.key(SELECTED);
        String written = configuration.written(SELECTED).map(String::valueOf).orElse("");
        int line = key.map(WrittenFile.Key::line).orElse(0);
        if (answers()) {
            LanguageModel model = chat().model().orElseThrow();
            Effect effect = key.filter(file::overridden).isPresent() ? Effect.OVERRIDDEN : Effect.USED;
            return new SettingsFinding(line, SELECTED, key.map(one -> String.valueOf(one.value())).orElse(""), effect, true,
                Text.of(base() ? "check.model.base" : "check.model.used", model.name()), List.of());
        }
        Optional<Problem> refusal = settings.selected().flatMap(registry::refusal);
        String builtIn = builtIn();
        if (settings.selected().isPresent() && refusal.isPresent() && unfilled(refusal.get())) {
            String field = refusal.get().args().get(1);
            return new SettingsFinding(line, SELECTED, written, Effect.TO_FILL, true, Text.of("check.model.fill", written, field, builtIn),
                remedies(new Remedy.Fill(DottedKey.of("LLM", written, field))));
        }
        if (settings.selected().isPresent() && (settings.providers().containsKey(written) || consoleLine() == 0)) {
            Text text = settings.providers().containsKey(written)
                ? Text.of("check.model.type", written, refusal.map(one -> one.args().get(1)).orElse(""), builtIn)
                : Text.of("check.model.absent", written, builtIn);
            Remedy add = new Remedy.Add(ProviderKind.LLM);
            return new SettingsFinding(line, SELECTED, written, Effect.REPLACED, true, text,
                refusal.filter(_ -> settings.providers().containsKey(written)).flatMap(one -> MisspeltType.remedy(ProviderKind.LLM, written, one.args().get(1)))
                    .map(near -> List.of(near, add)).orElseGet(() -> remedies(add)));
        }
        return withoutModel(line, written, builtIn);
    }

    /// No model is selected, or a built-in assistant is.
    private SettingsFinding withoutModel(int line, String written, String builtIn) {
        int console = consoleLine();
        if (console > 0) {
            return new SettingsFinding(console, CONSOLE, file.key(CONSOLE).map(key -> String.valueOf(key.value())).orElse(""), Effect.TO_FILL, true,
                Text.of("check.console", builtIn), remedies(new Remedy.Add(ProviderKind.LLM)));
        }
        if (!written.isEmpty() || file.line("assistant") > 0) {
            return new SettingsFinding(line, SELECTED, written, Effect.USED, true, Text.of("check.model.builtin", builtIn), List.of());
        }
        boolean expected = !aliases.isEmpty() || file.line("prompt") > 0;
        return new SettingsFinding(0, SELECTED, "", expected ? Effect.TO_FILL : Effect.DEFAULT, expected,
            Text.of(aliases.isEmpty() ? "check.model.none" : "check.model.unchosen", builtIn, String.join(", ", aliases)),
            remedies(new Remedy.Add(ProviderKind.LLM)));
    }

    /// Where the file says that its settings are kept in a management console, 0 where it does not.
    private int consoleLine() {
        return Stream.of(CONSOLE, "read_config_from_api").flatMap(key -> file.key(key).stream())
            .filter(key -> key.filledIn() && !String.valueOf(key.value()).isBlank() && !String.valueOf(key.value()).equalsIgnoreCase("false"))
            .mapToInt(WrittenFile.Key::line).findFirst().orElse(0);
    }

    /// The model that a key of another server gives a purpose.
    SettingsFinding purpose(WrittenFile.Key key, String purpose) {
        SettingsFinding finding = purpose(purpose);
        return new SettingsFinding(key.line(), key.key(), String.valueOf(key.value()), finding.effect(), finding.important(), finding.text(),
            finding.remedies());
    }

    private SettingsFinding purpose(String purpose) {
        String key = DottedKey.of(PURPOSES, purpose);
        ModelResolution resolution = active.get(purpose);
        if (unasked(purpose)) {
            return new SettingsFinding(file.line(key), key, resolution.alias(), Effect.UNUSED, false, Text.of("check.purpose.unasked"), List.of());
        }
        boolean holds = resolution.model().isPresent() && !resolution.reason().fallback();
        return new SettingsFinding(file.line(key), key, resolution.alias(), holds ? Effect.USED : Effect.REPLACED, true,
            Text.of(holds ? "check.model.used" : "check.purpose.replaced", resolution.model().map(LanguageModel::name).orElse(builtIn())),
            holds ? List.of() : remedies(new Remedy.Fill(key)));
    }

    /// Built-in assistants ask nobody what is to be done.
    private boolean unasked(String purpose) {
        return purpose.equals(Purpose.INTENT.key()) && !answers();
    }

    private SettingsFinding entry(String alias) {
        String key = DottedKey.of("LLM", alias);
        int line = file.line(key);
        Optional<Problem> refusal = registry.refusal(alias);
        if (refusal.isPresent()) {
            boolean incomplete = unfilled(refusal.get());
            Text text = incomplete ? Text.of("check.entry.fill", refusal.get().args().get(1))
                : MisspeltType.text(ProviderKind.LLM, refusal.get().args().get(1));
            return new SettingsFinding(line, key, "", incomplete ? Effect.TO_FILL : Effect.UNUSED, false, text,
                incomplete ? List.of(new Remedy.Fill(DottedKey.of("LLM", alias, refusal.get().args().get(1))))
                    : MisspeltType.remedy(ProviderKind.LLM, alias, refusal.get().args().get(1)).stream().toList());
        }
        boolean used = active.entrySet().stream()
            .anyMatch(one -> one.getValue().alias().equals(alias) && one.getValue().model().isPresent() && !unasked(one.getKey()));
        return new SettingsFinding(line, key, "", used ? Effect.USED : Effect.KEPT, false,
            used ? SettingsReportBuilder.used(file, ProviderKind.LLM, Optional.empty(), key) : Text.of("check.entry.kept"),
            used ? List.of() : List.of(new Remedy.Choose(SELECTED, alias)));
    }

    private static boolean unfilled(Problem refusal) {
        return refusal.code() == ProblemCode.PROVIDER_INCOMPLETE || refusal.code() == ProblemCode.PROVIDER_UNFILLED;
    }

    /// This one, and to choose one of the file's models that can be used.
    private List<Remedy> remedies(Remedy first) {
        return Stream
            .concat(Stream.of(first),
                aliases.stream().filter(alias -> registry.refusal(alias).isEmpty()).limit(MAX_CHOICES).<Remedy>map(alias -> new Remedy.Choose(SELECTED, alias)))
            .toList();
    }

    private boolean base() {
        return configuration.selectedByBase(SELECTED);
    }
}
