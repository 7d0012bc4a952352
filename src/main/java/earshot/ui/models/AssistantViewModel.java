package earshot.ui.models;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.catalog.BuiltInAssistant;
import earshot.config.DottedKey;
import earshot.engine.Command;
import earshot.engine.LocalModelServer;
import earshot.engine.ModelsState;
import earshot.engine.ModelsState.Provider;
import earshot.engine.Operation;
import earshot.engine.ProblemEntry;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.remote.ProviderKind;
import earshot.remote.ProviderOffer;
import earshot.tool.ToolServerStatus;
import earshot.tts.InstalledVoice;
import earshot.ui.kit.SubscriptionGroup;
import earshot.ui.kit.ViewContext;
import earshot.watch.WatchSubscription;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.ObservableMap;

/// View model of the assistant tab: who answers, the speech parts, the providers and the persona. On the FX thread only.
final class AssistantViewModel {
    private static final Map<ProviderKind, String> EMBEDDED = Stream.of(ProviderKind.values()).filter(kind -> kind.embedded().isPresent())
        .collect(Collectors.toMap(kind -> kind, kind -> kind.embedded().orElseThrow().typeName()));
    private static final List<String> BUILT_IN = BuiltInAssistant.typeNames();

    /// A choice of recognizer, voice or voice activity detector: the chosen alias, and the name of the part in use.
    ///
    /// @param standIn that another part works in its place, because it failed
    record PartChoice(ProviderKind kind, List<String> aliases, String chosen, String inForce, Optional<Problem> standIn) {}

    private final ViewContext viewContext;
    private final SubscriptionGroup subscriptionGroup = new SubscriptionGroup();
    private final PersonaViewModel persona;
    private final LocalServersViewModel localServers;
    private final WhisperModelsViewModel whisperModels;
    private final ObservableList<AssistantOption> assistantOptions = FXCollections.observableArrayList();
    private final ObservableList<PartChoice> partChoices = FXCollections.observableArrayList();
    private final ObservableList<Provider> providers = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<Optional<List<ToolServerStatus>>> toolServers = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ObservableMap<String, TrialResult> trials = FXCollections.observableHashMap();
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper savableUntested = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper failure = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Optional<String>> untrusted = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyStringWrapper failedField = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Optional<ProviderFormViewModel>> providerForm = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final TrialOutcomes trialOutcomes;
    private Optional<Operation> pendingRequest = Optional.empty();
    private Optional<Problem> lastProblem = Optional.empty();

    AssistantViewModel(ViewContext viewContext) {
        this.viewContext = viewContext;
        trialOutcomes = new TrialOutcomes(viewContext.model().settings());
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().settings(), _ -> trialOutcomes.removeOutdated().forEach(trials::remove)));
        persona = new PersonaViewModel(viewContext);
        localServers = new LocalServersViewModel(viewContext, false);
        whisperModels = new WhisperModelsViewModel(viewContext, alias -> tryOut(ProviderKind.ASR, alias));
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().models(), this::show));
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().toolServerStatuses(), toolServers::set));
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().activeComponents(), _ -> show(viewContext.model().models().get())));
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().problems(), _ -> show(viewContext.model().models().get())));
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().devices(), _ -> persona.refreshOwners()));
    }

    private void show(ModelsState state) {
        update(providers, state.providers().stream().filter(provider -> !provider.embedded()).toList());
        update(assistantOptions, AssistantOption.all(state, viewContext.model().settings().get(), viewContext.texts()));
        update(partChoices, Stream.of(ProviderKind.ASR, ProviderKind.TTS, ProviderKind.VAD).map(kind -> choice(state, kind)).toList());
        persona.showSaved();
    }

    private static <T> void update(ObservableList<T> list, List<T> now) {
        if (!now.equals(list)) {
            list.setAll(now);
        }
    }

    private PartChoice choice(ModelsState state, ProviderKind kind) {
        String embedded = EMBEDDED.get(kind);
        String chosen = chosen(state, kind).orElse(embedded);
        Stream<String> here = kind == ProviderKind.TTS ? state.installedVoices().stream().map(InstalledVoice::typeName) : Stream.of();
        List<String> aliases = Stream
            .of(Stream.of(embedded), here, state.providers().stream().filter(provider -> provider.kind() == kind).map(Provider::alias), Stream.of(chosen))
            .flatMap(names -> names).distinct().toList();
        return new PartChoice(kind, aliases, chosen, state.selectedProviders().stream().filter(selectedProvider -> selectedProvider.kind() == kind)
            .map(ModelsState.SelectedProvider::inForce).findFirst().orElse(""), standIn(kind, chosen));
    }

    private Optional<Problem> standIn(ProviderKind kind, String alias) {
        return viewContext.model().problems().get().stream().filter(ProblemEntry::open).map(ProblemEntry::problem)
            .filter(problem -> problem.code() == ProblemCode.PROVIDER_FALLBACK && problem.args().getFirst().equals(alias)
                && problem.subject() instanceof ProblemSubject.Setting(String key) && key.startsWith(kind + "."))
            .findFirst();
    }

    private static Optional<String> chosen(ModelsState state, ProviderKind kind) {
        return state.selectedProviders().stream().filter(selectedProvider -> selectedProvider.kind() == kind).findFirst()
            .flatMap(ModelsState.SelectedProvider::written);
    }

    void choose(ProviderKind kind, String alias) {
        viewContext.send(new Command.SelectProvider(kind, alias));
    }

    /// Adds a server found on this computer with one of its models or voices, and chooses it for its kind.
    void useLocalServer(LocalModelServer server, String model) {
        localServers.use(server, model, alias -> tryOut(server.kind(), alias));
    }

    private List<String> usedAliases(ProviderKind kind) {
        return Stream.concat(Stream.concat(BUILT_IN.stream(), EMBEDDED.values().stream()),
            viewContext.model().models().get().providers().stream().filter(provider -> provider.kind() == kind).map(Provider::alias)).toList();
    }

    void add(ProviderKind kind) {
        cancel();
        open(new ProviderFormViewModel(kind, Optional.empty(), viewContext.model().models().get(), usedAliases(kind), true, viewContext::texts));
    }

    void edit(Provider provider) {
        cancel();
        boolean chosen = chosen(viewContext.model().models().get(), provider.kind()).filter(provider.alias()::equals).isPresent();
        open(new ProviderFormViewModel(provider.kind(), Optional.of(provider), viewContext.model().models().get(), List.of(), chosen, viewContext::texts));
    }

    private void open(ProviderFormViewModel form) {
        providerForm.set(Optional.of(form));
        form.refusedField().subscribe(field -> {
            if (field.isEmpty()) {
                lastProblem = Optional.empty();
                failure.set("");
            }
        });
    }

    Optional<Provider> provider(ProviderKind kind, String alias) {
        return providers.stream().filter(provider -> provider.kind() == kind && provider.alias().equals(alias)).findFirst();
    }

    /// Closes the form without saving and cancels a pending request.
    void cancel() {
        pendingRequest.ifPresent(Operation::cancel);
        pendingRequest = Optional.empty();
        busy.set(false);
        savableUntested.set(false);
        forgetFailure();
        providerForm.set(Optional.empty());
    }

    /// Asks the provider in the form for its models.
    void listModels() {
        ProviderFormViewModel form = providerForm.get().orElseThrow();
        if (form.validate(false)) {
            askProvider(form, new Command.ListModels(form.command()), outcome -> {
                if (outcome instanceof Operation.Outcome.Done done && done.result().orElse(null) instanceof Operation.Result.ModelNames names) {
                    form.offeredModels().setAll(names.names());
                    if (form.model().get().isBlank() && names.names().size() == 1) {
                        form.model().set(names.names().getFirst());
                    }
                }
                if (outcome instanceof Operation.Outcome.Done done
                    && done.result().orElse(null) instanceof Operation.Result.Offers(List<ProviderOffer> offers)) {
                    form.offers().setAll(offers);
                }
            });
        }
    }

    /// Tries the provider in the form and saves it on success. Returns false if the form has errors.
    boolean save() {
        ProviderFormViewModel form = providerForm.get().orElseThrow();
        if (!form.validate(true)) {
            return false;
        }
        savableUntested.set(true);
        askProvider(form, new Command.TryProviderDraft(form.command(), viewContext.texts().get("models.listen.sentence")), outcome -> {
            if (outcome instanceof Operation.Outcome.Done) {
                write(form, () -> show(form.kind(), form.alias().get().strip(), outcome));
            }
        });
        return true;
    }

    /// Saves the open form, else the persona if it was edited.
    void apply() {
        if (providerForm.get().isPresent()) {
            save();
        } else if (persona.changed().get()) {
            persona.save();
        }
    }

    /// Trusts the certificate that the server in the form showed at the last request; the next one is let through.
    void trustCertificate() {
        untrusted.get().ifPresent(providerForm.get().orElseThrow()::trust);
    }

    /// Saves the form regardless of the result of the trial.
    void saveAnyway() {
        ProviderFormViewModel form = providerForm.get().orElseThrow();
        if (form.validate(true)) {
            write(form, () -> { });
        }
    }

    /// Saves the form as one revision and closes it. A failure is shown in the form.
    private void write(ProviderFormViewModel form, Runnable onSaved) {
        String alias = form.alias().get().strip();
        Stream<Command.Edit> chosen = form.selectAfterSave().get() ? Stream.of(new Command.SelectProvider(form.kind(), alias)) : Stream.of();
        List<Command.Edit> edits = Stream.concat(Stream.of(form.command()), chosen).toList();
        viewContext.pump().whenDone(viewContext.engine().apply(new Command.EditAll(edits)).outcome(), outcome -> {
            if (outcome instanceof Operation.Outcome.Failed(Problem problem)) {
                showFailure(form, problem);
            } else {
                cancel();
                onSaved.run();
            }
        });
    }

    /// Sends a request to a provider. The result is ignored if the form was closed or sent another request.
    private void askProvider(ProviderFormViewModel form, Command command, Consumer<Operation.Outcome> onOutcome) {
        pendingRequest.ifPresent(Operation::cancel);
        Operation operation = viewContext.engine().apply(command);
        pendingRequest = Optional.of(operation);
        busy.set(true);
        forgetFailure();
        viewContext.pump().whenDone(operation.outcome(), outcome -> {
            if (pendingRequest.filter(operation::equals).isPresent()) {
                pendingRequest = Optional.empty();
                busy.set(false);
                if (outcome instanceof Operation.Outcome.Failed(Problem problem)) {
                    showFailure(form, problem);
                }
                onOutcome.accept(outcome);
            }
        });
    }

    private void forgetFailure() {
        lastProblem = Optional.empty();
        failure.set("");
        untrusted.set(Optional.empty());
    }

    /// Shows a failure below the buttons, which stay where they were pressed, and marks the field it is about.
    private void showFailure(ProviderFormViewModel form, Problem problem) {
        form.showFailure(problem);
        lastProblem = Optional.of(problem);
        failure.set(describe(problem));
        untrusted.set(lastProblem.filter(failed -> failed.code() == ProblemCode.PROVIDER_CERTIFICATE).map(failed -> failed.args().get(2)));
        failedField.set(problem.subject() instanceof ProblemSubject.Setting setting ? DottedKey.names(setting.key()).getLast() : "");
    }

    /// What the removal of a provider would change now.
    ProviderRemoval removal(Provider provider) {
        return ProviderRemoval.of(provider, viewContext.model().models().get(), viewContext.model().settings().get());
    }

    /// Removes a provider, and closes the form in which it is changed.
    void remove(Provider provider) {
        if (providerForm.get().filter(form -> form.changes(provider)).isPresent()) {
            cancel();
        }
        viewContext.send(removal(provider).command());
    }

    /// Tries a provider: a model answers a short question, a voice speaks, a recognizer gets the bundled sentence.
    void tryOut(ProviderKind kind, String alias) {
        switch (kind) {
            case LLM -> runTrial(kind, alias, new Command.TryModel(alias));
            case ASR -> runTrial(kind, alias, new Command.TryRecognizer(alias));
            case TTS -> runTrial(kind, alias, new Command.TryVoice(alias, viewContext.texts().get("models.listen.sentence")));
            case VAD -> { }
        }
    }

    private void runTrial(ProviderKind kind, String alias, Command command) {
        trialOutcomes.remove(kind + "." + alias);
        trials.put(kind + "." + alias, TrialResult.underWay(viewContext.texts()));
        viewContext.pump().whenDone(viewContext.engine().apply(command).outcome(), outcome -> show(kind, alias, outcome));
    }

    private void show(ProviderKind kind, String alias, Operation.Outcome outcome) {
        trialOutcomes.put(kind + "." + alias, outcome);
        trials.put(kind + "." + alias, TrialResult.of(outcome, viewContext.texts()));
        if (outcome instanceof Operation.Outcome.Done done && done.result().orElse(null) instanceof Operation.Result.Synthesized synthesized) {
            viewContext.send(new Command.PlayAudio(new PcmAudio(synthesized.samples(), synthesized.rate())));
        }
    }

    void refreshTexts() {
        show(viewContext.model().models().get());
        trialOutcomes.forEach((name, outcome) -> trials.put(name, TrialResult.of(outcome, viewContext.texts())));
        providerForm.get().ifPresent(ProviderFormViewModel::updateErrors);
        failure.set(lastProblem.map(this::describe).orElse(""));
        persona.refreshOwners();
    }

    private String describe(Problem problem) {
        return viewContext.texts().account(problem) + "\n→ " + viewContext.texts().remedy(problem);
    }

    PersonaViewModel persona() {
        return persona;
    }

    ObservableList<AssistantOption> assistantOptions() {
        return assistantOptions;
    }

    ObservableList<PartChoice> partChoices() {
        return partChoices;
    }

    /// The providers that can be edited.
    ObservableList<Provider> providers() {
        return providers;
    }

    void restartToolServer(String name) {
        viewContext.send(new Command.RestartToolServer(name));
    }

    /// Hands over what a tool server writes, now and later, until it is closed.
    WatchSubscription outputOf(ToolServerStatus server, Consumer<List<String>> lines) {
        return viewContext.pump().watch(server.output(), Duration.ofMillis(250), lines);
    }

    /// Empty before the first conversation.
    ReadOnlyObjectProperty<Optional<List<ToolServerStatus>>> toolServers() {
        return toolServers.getReadOnlyProperty();
    }

    WhisperModelsViewModel whisperModels() {
        return whisperModels;
    }

    LocalServersViewModel localServers() {
        return localServers;
    }

    /// Results of trials; the key is like `LLM.small`.
    ObservableMap<String, TrialResult> trials() {
        return trials;
    }

    /// Whether a request to the provider is pending.
    ReadOnlyBooleanProperty busy() {
        return busy.getReadOnlyProperty();
    }

    /// Whether the form has been tried once, so that it may be saved without success.
    ReadOnlyBooleanProperty savableUntested() {
        return savableUntested.getReadOnlyProperty();
    }

    /// Fingerprint of the certificate because of which the last request failed; empty where it did not.
    ReadOnlyObjectProperty<Optional<String>> untrusted() {
        return untrusted.getReadOnlyProperty();
    }

    /// The last part of the settings key the last failure was about; empty for none.
    ReadOnlyStringProperty failedField() {
        return failedField.getReadOnlyProperty();
    }

    /// Why saving or listing models failed.
    ReadOnlyStringProperty failure() {
        return failure.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<ProviderFormViewModel>> providerForm() {
        return providerForm.getReadOnlyProperty();
    }

    void close() {
        subscriptionGroup.close();
        localServers.close();
        whisperModels.close();
    }
}
