package earshot.ui.models;

import module java.base;

import earshot.engine.Command;
import earshot.engine.LocalModelServer;
import earshot.engine.ModelsState;
import earshot.engine.Operation;
import earshot.problem.Problem;
import earshot.problem.Severity;
import earshot.remote.ProviderKind;
import earshot.ui.kit.ViewContext;
import earshot.watch.WatchSubscription;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// Finds language model servers on this computer and offers to use one. On the FX thread only.
public final class LocalServersViewModel {
    private final ViewContext viewContext;
    private final WatchSubscription watchSubscription;
    private final ObservableList<LocalModelServer> found = FXCollections.observableArrayList();
    private final ReadOnlyBooleanWrapper searching = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper searched = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Optional<LocalModelServer>> offer = new ReadOnlyObjectWrapper<>(Optional.empty());
    private boolean offerHidden;
    private boolean offerDeclined;

    /// @param searchUnasked whether to search without being asked and make an [#offer] while no assistant is chosen
    public LocalServersViewModel(ViewContext viewContext, boolean searchUnasked) {
        this.viewContext = viewContext;
        offerHidden = !searchUnasked;
        watchSubscription = viewContext.pump().watch(viewContext.model().models(), state -> {
            if (searchUnasked && noAssistantChosen(state) && !searched.get()) {
                search();
            }
            updateOffer();
        });
    }

    /// Whether no assistant is chosen and no model is configured.
    private static boolean noAssistantChosen(ModelsState state) {
        return state.selectedProviders().stream()
            .anyMatch(selectedProvider -> selectedProvider.kind() == ProviderKind.LLM && selectedProvider.written().isEmpty())
            && state.providers().stream().noneMatch(provider -> provider.kind() == ProviderKind.LLM);
    }

    private void updateOffer() {
        offer.set(offerHidden || !noAssistantChosen(viewContext.model().models().get()) ? Optional.empty()
            : found.stream().filter(server -> server.kind() == ProviderKind.LLM && !server.models().isEmpty()).findFirst());
    }

    void search() {
        if (searching.get()) {
            return;
        }
        searching.set(true);
        searched.set(true);
        viewContext.pump().whenDone(viewContext.engine().apply(new Command.FindLocalServers()).outcome(), outcome -> {
            searching.set(false);
            if (outcome instanceof Operation.Outcome.Done done && done.result().orElse(null) instanceof Operation.Result.LocalServers servers) {
                found.setAll(servers.found());
                updateOffer();
            }
        });
    }

    /// Adds a server with one of its models and chooses it to answer, in one revision; `onAdded` gets its alias in the settings.
    void use(LocalModelServer server, String model, Consumer<String> onAdded) {
        ModelsState state = viewContext.model().models().get();
        String alias = state.providers().stream().filter(provider -> provider.kind() == server.kind() && isAt(provider, server))
            .map(ModelsState.Provider::alias).findFirst().orElseGet(() -> freeAlias(server, state));
        List<Command.Edit> edits = List.of(new Command.PutProvider(server.kind(), alias, fields(server, model), Optional.empty()),
            new Command.SelectProvider(server.kind(), alias));
        viewContext.pump().whenDone(viewContext.engine().apply(new Command.EditAll(edits)).outcome(), outcome -> {
            switch (outcome) {
                case Operation.Outcome.Done _ -> onAdded.accept(alias);
                case Operation.Outcome.Failed(Problem problem) -> viewContext.notifier().showProblem(problem);
                case Operation.Outcome.Cancelled _ -> { }
            }
        });
    }

    private static boolean isAt(ModelsState.Provider provider, LocalModelServer server) {
        URI address = URI.create(server.baseUrl());
        return server.kind() == ProviderKind.LLM ? provider.address().filter(server.baseUrl()::equals).isPresent()
            : provider.type().equals(server.type()) && String.valueOf(address.getPort()).equals(String.valueOf(provider.fields().get("port")))
                && address.getHost().equals(provider.fields().getOrDefault("host", address.getHost()));
    }

    private static Map<String, Object> fields(LocalModelServer server, String model) {
        URI address = URI.create(server.baseUrl());
        return switch (server.kind()) {
            case LLM -> Map.of("type", server.type(), "base_url", server.baseUrl(), "model_name", model);
            case ASR -> Map.of("type", server.type(), "host", address.getHost(), "port", address.getPort(), "model", model);
            case TTS, VAD -> Map.of("type", server.type(), "host", address.getHost(), "port", address.getPort(), "voice", model);
        };
    }

    private static String freeAlias(LocalModelServer server, ModelsState state) {
        Set<String> used = state.providers().stream().filter(provider -> provider.kind() == server.kind()).map(ModelsState.Provider::alias)
            .collect(Collectors.toSet());
        String name = server.type();
        for (int i = 2; used.contains(name); i++) {
            name = server.type() + i;
        }
        return name;
    }

    /// Chooses the first model of the offered server to answer, tries it, and shows in a toast how long that took.
    public void acceptOffer() {
        offer.get().ifPresent(server -> {
            String model = server.models().getFirst();
            offerHidden = true;
            offer.set(Optional.empty());
            use(server, model, alias -> viewContext.pump().whenDone(viewContext.engine().apply(new Command.TryModel(alias)).outcome(), outcome -> {
                switch (outcome) {
                    case Operation.Outcome.Done done when done.result().orElse(null) instanceof Operation.Result.Answered answered ->
                        viewContext.notifier().show(Severity.INFO, "models",
                            viewContext.texts().get("models.offer.taken", model, server.name(), Long.toString(answered.firstToken().toMillis())));
                    case Operation.Outcome.Failed(Problem problem) -> viewContext.notifier().showProblem(problem);
                    case Operation.Outcome.Done _, Operation.Outcome.Cancelled _ -> { }
                }
            }));
        });
    }

    /// Declines the offer; it is not made again.
    public void declineOffer() {
        offerDeclined = true;
        offerHidden = true;
        updateOffer();
    }

    public boolean offerDeclined() {
        return offerDeclined;
    }

    /// The first server that has a model, while no assistant is chosen.
    public ReadOnlyObjectProperty<Optional<LocalModelServer>> offer() {
        return offer.getReadOnlyProperty();
    }

    ObservableList<LocalModelServer> found() {
        return found;
    }

    ReadOnlyBooleanProperty searching() {
        return searching.getReadOnlyProperty();
    }

    /// Whether a search was started at least once.
    ReadOnlyBooleanProperty searched() {
        return searched.getReadOnlyProperty();
    }

    public void close() {
        watchSubscription.close();
    }
}
