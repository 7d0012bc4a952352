package earshot.ui.models;

import earshot.config.ProviderKind;
import earshot.engine.Command;
import earshot.engine.LocalServer;
import earshot.engine.ModelsState;
import earshot.engine.Operation;
import earshot.problem.Problem;
import earshot.problem.Severity;
import earshot.ui.part.Desk;
import earshot.watch.Pin;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// Finds language model servers on this computer and offers to use one. On the FX thread only.
public final class LocalServers {
    private final Desk desk;
    private final Pin pin;
    private final ObservableList<LocalServer> found = FXCollections.observableArrayList();
    private final ReadOnlyBooleanWrapper looking = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper looked = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Optional<LocalServer>> offer = new ReadOnlyObjectWrapper<>(Optional.empty());
    private boolean declined;
    private boolean unwanted;

    /// @param searchUnasked whether to search without being asked and make an [#offer] while no assistant is chosen
    public LocalServers(Desk desk, boolean byItself) {
        this.desk = desk;
        declined = !byItself;
        pin = desk.pump().watch(desk.model().models(), state -> {
            if (byItself && open(state) && !looked.get()) {
                look();
            }
            judge();
        });
    }

    /// Whether no assistant is chosen and no model is configured.
    private static boolean open(ModelsState state) {
        return state.parts().stream().anyMatch(part -> part.kind() == ProviderKind.LLM && part.written().isEmpty())
            && state.providers().stream().noneMatch(provider -> provider.kind() == ProviderKind.LLM);
    }

    private void judge() {
        offer.set(declined || !open(desk.model().models().get()) ? Optional.empty() : found.stream().filter(server -> !server.models().isEmpty()).findFirst());
    }

    void look() {
        if (looking.get()) {
            return;
        }
        looking.set(true);
        looked.set(true);
        desk.pump().when(desk.engine().apply(new Command.FindLocalServers()).outcome(), outcome -> {
            looking.set(false);
            if (outcome instanceof Operation.Outcome.Done done && done.result().orElse(null) instanceof Operation.Result.Servers servers) {
                found.setAll(servers.found());
                judge();
            }
        });
    }

    /// Adds a server with one of its models and chooses it to answer, in one revision.
    ///
    /// @param onAdded gets its alias in the settings
    void use(LocalServer server, String model, Consumer<String> then) {
        ModelsState state = desk.model().models().get();
        String alias = state.providers().stream().filter(provider -> provider.kind() == ProviderKind.LLM && provider.address().filter(server.baseUrl()::equals).isPresent())
            .map(ModelsState.Provider::alias).findFirst().orElseGet(() -> free(server.type(), state));
        List<Command.Edit> edits = List.of(new Command.PutProvider(ProviderKind.LLM, alias, Map.of("type", server.type(), "base_url", server.baseUrl(), "model_name", model), Optional.empty()),
            new Command.ChooseSpeechPart(ProviderKind.LLM, alias));
        desk.pump().when(desk.engine().apply(new Command.Together(edits)).outcome(), outcome -> {
            switch (outcome) {
                case Operation.Outcome.Done _ -> then.accept(alias);
                case Operation.Outcome.Failed(Problem problem) -> desk.notices().problem(problem);
                case Operation.Outcome.Cancelled _ -> { }
            }
        });
    }

    private static String free(String type, ModelsState state) {
        String name = type;
        for (int i = 2; taken(name, state); i++) {
            name = type + i;
        }
        return name;
    }

    private static boolean taken(String name, ModelsState state) {
        return state.providers().stream().anyMatch(provider -> provider.kind() == ProviderKind.LLM && provider.alias().equals(name));
    }

    /// Chooses the first model of the offered server to answer, tries it, and shows in a toast how long that took.
    public void take() {
        offer.get().ifPresent(server -> {
            String model = server.models().getFirst();
            declined = true;
            offer.set(Optional.empty());
            use(server, model, alias -> desk.pump().when(desk.engine().apply(new Command.TryModel(alias)).outcome(), outcome -> {
                switch (outcome) {
                    case Operation.Outcome.Done done when done.result().orElse(null) instanceof Operation.Result.Answered answered ->
                        desk.notices().tell(Severity.INFO, "models", desk.texts().get("models.offer.taken", model, server.name(), Long.toString(answered.firstToken().toMillis())));
                    case Operation.Outcome.Failed(Problem problem) -> desk.notices().problem(problem);
                    case Operation.Outcome.Done _, Operation.Outcome.Cancelled _ -> { }
                }
            }));
        });
    }

    /// Declines the offer; it is not made again.
    public void decline() {
        unwanted = true;
        declined = true;
        judge();
    }

    /// Whether the user declined the offer.
    public boolean unwanted() {
        return unwanted;
    }

    /// The first server that has a model, while no assistant is chosen.
    public ReadOnlyObjectProperty<Optional<LocalServer>> offer() {
        return offer.getReadOnlyProperty();
    }

    ObservableList<LocalServer> found() {
        return found;
    }

    ReadOnlyBooleanProperty looking() {
        return looking.getReadOnlyProperty();
    }

    /// Whether a search was started at least once.
    ReadOnlyBooleanProperty looked() {
        return looked.getReadOnlyProperty();
    }

    public void close() {
        pin.close();
    }
}
