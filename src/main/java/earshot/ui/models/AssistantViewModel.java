package earshot.ui.models;

import earshot.audio.Speech;
import earshot.config.Dotted;
import earshot.config.ProviderKind;
import earshot.engine.Command;
import earshot.engine.LocalServer;
import earshot.engine.ModelsState;
import earshot.engine.ModelsState.Provider;
import earshot.engine.Operation;
import earshot.problem.Problem;
import earshot.problem.Subject;
import earshot.tts.LocalVoice;
import earshot.tool.ToolServer;
import earshot.ui.part.Desk;
import earshot.ui.part.Pins;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
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
    private static final Map<ProviderKind, String> EMBEDDED = Map.of(ProviderKind.ASR, "sphinx4", ProviderKind.TTS, "freetts", ProviderKind.VAD, "webrtc");
    private static final List<String> BUILT_IN = List.of("echo", "scripted");

    /// A choice of who answers.
    ///
    /// @param alias as in `selected_module.LLM`
    /// @param what description in one sentence
    record Answerer(String alias, String title, String what, boolean chosen) {}

    /// A choice of recogniser, voice or voice activity detector.
    ///
    /// @param chosen alias in the settings
    /// @param inForce name of the part in use
    record Choice(ProviderKind kind, List<String> aliases, String chosen, String inForce) {}

    private final Desk desk;
    private final Pins pins = new Pins();
    private final PersonaEdit persona;
    private final LocalServers local;
    private final ObservableList<Answerer> answerers = FXCollections.observableArrayList();
    private final ObservableList<Choice> choices = FXCollections.observableArrayList();
    private final ObservableList<Provider> providers = FXCollections.observableArrayList();
    private final ObservableList<ToolServer> toolServers = FXCollections.observableArrayList();
    private final ObservableMap<String, Trial> trials = FXCollections.observableHashMap();
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper doubtful = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper failure = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper blamed = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Optional<ProviderDraft>> draft = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final Map<String, Operation.Outcome> outcomes = new HashMap<>();
    private Optional<Operation> asking = Optional.empty();
    private Optional<Problem> failed = Optional.empty();

    AssistantViewModel(Desk desk) {
        this.desk = desk;
        persona = new PersonaEdit(desk);
        local = new LocalServers(desk, false);
        pins.add(desk.pump().watch(desk.model().models(), this::show));
        pins.add(desk.pump().watch(desk.model().toolServers(), toolServers::setAll));
        pins.add(desk.pump().watch(desk.model().parts(), _ -> show(desk.model().models().get())));
        pins.add(desk.pump().watch(desk.model().devices(), _ -> persona.retell()));
    }

    private void show(ModelsState state) {
        List<Provider> own = state.providers().stream().filter(provider -> !provider.embedded()).toList();
        if (!own.equals(providers)) {
            providers.setAll(own);
        }
        List<Answerer> answering = answerers(state);
        if (!answering.equals(answerers)) {
            answerers.setAll(answering);
        }
        List<Choice> parts = Stream.of(ProviderKind.ASR, ProviderKind.TTS, ProviderKind.VAD).map(kind -> choice(state, kind)).toList();
        if (!parts.equals(choices)) {
            choices.setAll(parts);
        }
        persona.show();
    }

    private List<Answerer> answerers(ModelsState state) {
        String chosen = chosen(state, ProviderKind.LLM).orElse(desk.model().settings().get().speech().assistant());
        List<Answerer> all = new ArrayList<>();
        state.providers().stream().filter(provider -> provider.kind() == ProviderKind.LLM && !BUILT_IN.contains(provider.alias())).forEach(provider -> all.add(new Answerer(provider.alias(),
            provider.model().map(model -> provider.alias() + " (" + model + ")").orElse(provider.alias()),
            desk.texts().get("models.answerer.model", provider.address().map(AssistantViewModel::host).orElse(provider.type())), provider.alias().equals(chosen))));
        BUILT_IN.forEach(alias -> all.add(new Answerer(alias, desk.texts().get("models.answerer." + alias), desk.texts().get("models.answerer." + alias + ".what"), alias.equals(chosen))));
        return all;
    }

    private static String host(String address) {
        return address.replaceFirst("^\\w+://", "").replaceFirst("/.*", "");
    }

    private Choice choice(ModelsState state, ProviderKind kind) {
        String embedded = EMBEDDED.get(kind);
        String chosen = chosen(state, kind).orElse(embedded);
        Stream<String> here = kind == ProviderKind.TTS ? state.localVoices().stream().map(LocalVoice::type) : Stream.of();
        List<String> aliases = Stream.of(Stream.of(embedded), here, state.providers().stream().filter(provider -> provider.kind() == kind).map(Provider::alias), Stream.of(chosen))
            .flatMap(names -> names).distinct().toList();
        return new Choice(kind, aliases, chosen, state.parts().stream().filter(part -> part.kind() == kind).map(ModelsState.Part::inForce).findFirst().orElse(""));
    }

    private static Optional<String> chosen(ModelsState state, ProviderKind kind) {
        return state.parts().stream().filter(part -> part.kind() == kind).findFirst().flatMap(ModelsState.Part::written);
    }

    /// Chooses the assistant, recogniser, voice or voice activity detector.
    void choose(ProviderKind kind, String alias) {
        desk.send(new Command.ChooseSpeechPart(kind, alias));
    }

    /// Adds a server found on this computer with one of its models, and chooses it to answer.
    void use(LocalServer server, String model) {
        local.use(server, model, alias -> tryOut(ProviderKind.LLM, alias));
    }

    private List<String> taken(ProviderKind kind) {
        return Stream.concat(Stream.concat(BUILT_IN.stream(), EMBEDDED.values().stream()), desk.model().models().get().providers().stream().filter(provider -> provider.kind() == kind).map(Provider::alias)).toList();
    }

    /// Opens the form for a new provider.
    void add(ProviderKind kind) {
        cancel();
        draft.set(Optional.of(new ProviderDraft(kind, Optional.empty(), desk.model().models().get(), taken(kind), true, desk::texts)));
    }

    /// Opens the form for an existing provider.
    void edit(Provider provider) {
        cancel();
        boolean chosen = chosen(desk.model().models().get(), provider.kind()).filter(provider.alias()::equals).isPresent();
        draft.set(Optional.of(new ProviderDraft(provider.kind(), Optional.of(provider), desk.model().models().get(), List.of(), chosen, desk::texts)));
    }

    Optional<Provider> provider(ProviderKind kind, String alias) {
        return providers.stream().filter(provider -> provider.kind() == kind && provider.alias().equals(alias)).findFirst();
    }

    /// Closes the form without saving and cancels a pending request.
    void cancel() {
        asking.ifPresent(Operation::cancel);
        asking = Optional.empty();
        busy.set(false);
        doubtful.set(false);
        failed = Optional.empty();
        failure.set("");
        draft.set(Optional.empty());
    }

    /// Asks the provider in the form for its models.
    void list() {
        ProviderDraft open = draft.get().orElseThrow();
        if (open.good(false)) {
            ask(open, new Command.ListModels(open.command()), outcome -> {
                if (outcome instanceof Operation.Outcome.Done done && done.result().orElse(null) instanceof Operation.Result.Names names) {
                    open.offered().setAll(names.names());
                    if (open.model().get().isBlank() && names.names().size() == 1) {
                        open.model().set(names.names().getFirst());
                    }
                }
            });
        }
    }

    /// Tries the provider in the form and saves it on success. Returns false if the form has errors.
    boolean save() {
        ProviderDraft open = draft.get().orElseThrow();
        if (!open.good(true)) {
            return false;
        }
        doubtful.set(true);
        ask(open, new Command.TryDraft(open.command(), desk.texts().get("models.listen.sentence")), outcome -> {
            if (outcome instanceof Operation.Outcome.Done) {
                write(open, () -> show(open.kind(), open.alias().get().strip(), outcome));
            }
        });
        return true;
    }

    /// Saves the form regardless of the result of the trial.
    void saveAnyway() {
        ProviderDraft open = draft.get().orElseThrow();
        if (open.good(true)) {
            write(open, () -> { });
        }
    }

    private void write(ProviderDraft open, Runnable then) {
        String alias = open.alias().get().strip();
        Stream<Command.Edit> chosen = open.use().get() ? Stream.of(new Command.ChooseSpeechPart(open.kind(), alias)) : Stream.of();
        write(Stream.concat(Stream.of(open.command()), chosen).toList(), () -> {
            cancel();
            then.run();
        });
    }

    /// Applies the edits as one revision. A failure is shown in the form, or as a toast if none is open.
    private void write(List<Command.Edit> edits, Runnable then) {
        Optional<ProviderDraft> form = draft.get();
        desk.pump().when(desk.engine().apply(new Command.Together(edits)).outcome(), outcome -> {
            if (outcome instanceof Operation.Outcome.Failed(Problem problem)) {
                form.ifPresentOrElse(open -> blame(open, problem), () -> desk.notices().problem(problem));
            } else {
                then.run();
            }
        });
    }

    /// Sends a request to a provider. The result is ignored if the form was closed or sent another request.
    private void ask(ProviderDraft open, Command command, Consumer<Operation.Outcome> then) {
        asking.ifPresent(Operation::cancel);
        Operation operation = desk.engine().apply(command);
        asking = Optional.of(operation);
        busy.set(true);
        failed = Optional.empty();
        failure.set("");
        desk.pump().when(operation.outcome(), outcome -> {
            if (asking.filter(operation::equals).isPresent()) {
                asking = Optional.empty();
                busy.set(false);
                if (outcome instanceof Operation.Outcome.Failed(Problem problem)) {
                    blame(open, problem);
                }
                then.accept(outcome);
            }
        });
    }

    /// Shows a failure beside the field it is about, else below the form.
    private void blame(ProviderDraft open, Problem problem) {
        failed = open.blame(problem) ? Optional.empty() : Optional.of(problem);
        failure.set(failed.map(this::words).orElse(""));
        blamed.set(problem.subject() instanceof Subject.Setting setting ? Dotted.names(setting.key()).getLast() : "");
    }

    void remove(Provider provider) {
        desk.send(new Command.RemoveProvider(provider.kind(), provider.alias()));
    }

    /// Tries a provider: a model answers a short question, a voice speaks, a recogniser gets the bundled sentence.
    void tryOut(ProviderKind kind, String alias) {
        switch (kind) {
            case LLM -> follow(kind, alias, new Command.TryModel(alias));
            case ASR -> follow(kind, alias, new Command.TryRecognizer(alias));
            case TTS -> follow(kind, alias, new Command.TryVoice(alias, desk.texts().get("models.listen.sentence")));
            case VAD -> { }
        }
    }

    private void follow(ProviderKind kind, String alias, Command command) {
        outcomes.remove(kind + "." + alias);
        trials.put(kind + "." + alias, Trial.underWay(desk.texts()));
        desk.pump().when(desk.engine().apply(command).outcome(), outcome -> show(kind, alias, outcome));
    }

    private void show(ProviderKind kind, String alias, Operation.Outcome outcome) {
        outcomes.put(kind + "." + alias, outcome);
        trials.put(kind + "." + alias, Trial.of(outcome, desk.texts()));
        if (outcome instanceof Operation.Outcome.Done done && done.result().orElse(null) instanceof Operation.Result.Spoken spoken) {
            desk.send(new Command.PlaySound(new Speech(spoken.samples(), spoken.rate())));
        }
    }

    /// Updates all texts to the current language.
    void retell() {
        show(desk.model().models().get());
        outcomes.forEach((name, outcome) -> trials.put(name, Trial.of(outcome, desk.texts())));
        draft.get().ifPresent(ProviderDraft::judge);
        failure.set(failed.map(this::words).orElse(""));
        persona.retell();
    }

    private String words(Problem problem) {
        return desk.texts().what(problem) + " " + desk.texts().why(problem) + "\n→ " + desk.texts().remedy(problem);
    }

    PersonaEdit persona() {
        return persona;
    }

    ObservableList<Answerer> answerers() {
        return answerers;
    }

    /// Recogniser, voice and voice activity detector.
    ObservableList<Choice> choices() {
        return choices;
    }

    /// The providers that can be edited.
    ObservableList<Provider> providers() {
        return providers;
    }

    /// Tool servers with their current state.
    ObservableList<ToolServer> toolServers() {
        return toolServers;
    }

    /// Model servers on this computer.
    LocalServers local() {
        return local;
    }

    /// Results of trials; the key is like `LLM.small`.
    ObservableMap<String, Trial> trials() {
        return trials;
    }

    /// Whether a request to the provider is pending.
    ReadOnlyBooleanProperty busy() {
        return busy.getReadOnlyProperty();
    }

    /// Whether the form has been tried once, so that it may be saved without success.
    ReadOnlyBooleanProperty doubtful() {
        return doubtful.getReadOnlyProperty();
    }

    /// The last part of the settings key the last failure was about; empty for none.
    ReadOnlyStringProperty blamed() {
        return blamed.getReadOnlyProperty();
    }

    /// Why saving or listing models failed, if it is not about a single field.
    ReadOnlyStringProperty failure() {
        return failure.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<ProviderDraft>> draft() {
        return draft.getReadOnlyProperty();
    }

    void close() {
        pins.close();
        local.close();
    }
}
