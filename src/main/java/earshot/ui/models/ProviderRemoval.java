package earshot.ui.models;

import module java.base;

import earshot.config.Setting;
import earshot.config.Settings;
import earshot.engine.Command;
import earshot.engine.ModelsState;
import earshot.engine.ModelsState.Provider;
import earshot.engine.ModelsState.PurposeRow;
import earshot.engine.ModelsState.SelectedProvider;
import earshot.llm.ModelSettings;
import earshot.remote.ProviderKind;

/// What the removal of a provider changes, so that nothing names it afterwards.
///
/// @param successor what is built in and chosen in its place; empty where it was not chosen
/// @param purposes those whose own entry names it, and goes with it
record ProviderRemoval(Provider provider, Optional<String> successor, List<String> purposes) {
    static ProviderRemoval of(Provider provider, ModelsState state, Settings settings) {
        boolean chosen = state.selectedProviders().stream().filter(selected -> selected.kind() == provider.kind()).map(SelectedProvider::written)
            .anyMatch(written -> written.filter(provider.alias()::equals).isPresent());
        List<String> purposes = provider.kind() != ProviderKind.LLM ? List.of() : state.purposes().stream()
            .filter(row -> row.written().filter(entry -> entry.alias().equals(provider.alias())).isPresent()).map(PurposeRow::purpose).toList();
        return new ProviderRemoval(provider, Optional.of(builtIn(provider.kind(), settings)).filter(_ -> chosen), purposes);
    }

    private static String builtIn(ProviderKind kind, Settings settings) {
        return kind.embedded().map(type -> type.typeName()).orElseGet(() -> Setting.word(settings.of(ModelSettings.SECTION).builtIn()));
    }

    /// As one revision.
    Command.EditAll command() {
        Stream<Command.Edit> removed = Stream.of(new Command.RemoveProvider(provider.kind(), provider.alias()));
        Stream<Command.Edit> chosen = successor.stream().map(alias -> new Command.SelectProvider(provider.kind(), alias));
        Stream<Command.Edit> cleared = purposes.stream().map(Command.ClearPurpose::new);
        return new Command.EditAll(Stream.of(removed, chosen, cleared).flatMap(edits -> edits).toList());
    }
}
