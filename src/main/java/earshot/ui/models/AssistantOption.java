package earshot.ui.models;

import module java.base;

import earshot.catalog.BuiltInAssistant;
import earshot.config.Setting;
import earshot.config.Settings;
import earshot.engine.ModelsState;
import earshot.engine.ModelsState.ModelInForce;
import earshot.engine.ModelsState.Provider;
import earshot.engine.ModelsState.SelectedProvider;
import earshot.llm.ModelSettings;
import earshot.llm.Purpose;
import earshot.remote.ProviderKind;
import earshot.ui.kit.Texts;

/// A choice of who answers.
///
/// @param alias in `selected_module.LLM`
record AssistantOption(String alias, String title, String description, boolean chosen) {
    private static final List<String> BUILT_IN = BuiltInAssistant.typeNames();

    /// The models of the settings, and then what is built in.
    static List<AssistantOption> all(ModelsState state, Settings settings, Texts texts) {
        Optional<SelectedProvider> selected = state.selectedProviders().stream().filter(one -> one.kind() == ProviderKind.LLM).findFirst();
        String chosen = selected.flatMap(SelectedProvider::written).orElse(Setting.word(settings.of(ModelSettings.SECTION).builtIn()));
        List<AssistantOption> all = new ArrayList<>();
        state.providers().stream().filter(provider -> provider.kind() == ProviderKind.LLM && !BUILT_IN.contains(provider.alias())).forEach(provider -> {
            boolean written = provider.alias().equals(chosen);
            String description = written && !answers(state) ? texts.get("models.answerer.unused", builtIn(selected, texts))
                : texts.get("models.answerer.model", provider.address().map(AssistantOption::host).orElse(provider.type()));
            String title = provider.model().map(model -> provider.alias() + " (" + model + ")").orElse(provider.alias());
            all.add(new AssistantOption(provider.alias(), title, description, written));
        });
        BUILT_IN.forEach(alias -> all.add(new AssistantOption(alias, texts.get("models.answerer." + alias), texts.get("models.answerer." + alias + ".what"),
            alias.equals(chosen))));
        return all;
    }

    /// Whether any model answers, and not what is built in because the chosen one cannot be used.
    private static boolean answers(ModelsState state) {
        return state.purposes().stream().filter(row -> row.serves(Purpose.CHAT)).flatMap(row -> row.inForce().stream()).map(ModelInForce::alias)
            .noneMatch(String::isEmpty);
    }

    private static String builtIn(Optional<SelectedProvider> selected, Texts texts) {
        return selected.map(SelectedProvider::inForce).map(name -> texts.getOrDefault("models.answerer." + name, name)).orElse("");
    }

    private static String host(String address) {
        return address.replaceFirst("^\\w+://", "").replaceFirst("/.*", "");
    }
}
