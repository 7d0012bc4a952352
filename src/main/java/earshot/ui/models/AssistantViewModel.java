package earshot.ui.models;

import earshot.audio.Speech;
import earshot.config.ProviderKind;
import earshot.engine.Command;
import earshot.engine.LocalServer;
import earshot.engine.ModelsState;
import earshot.engine.ModelsState.Provider;
import earshot.engine.Operation;
import earshot.ui.part.Desk;
import earshot.ui.part.Pins;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

/// Who answers, recognises and speaks; the providers there are; and the persona. On the FX thread only.
final class AssistantViewModel {
    private static final Map<ProviderKind, String> EMBEDDED = Map.of(ProviderKind.ASR, "sphinx4", ProviderKind.TTS, "freetts", ProviderKind.VAD, "webrtc");
    private static final List<String> BUILT_IN = List.of("echo", "scripted");

    /// Who may answer.
    ///
    /// @param alias in `selected_module.LLM`
    /// @param what one sentence
    record Answerer(String alias, String title, String what, boolean chosen) {}

    /// A part that can be chosen.
    ///
    /// @param chosen alias
    /// @param inForce name of the part that works
    record Choice(ProviderKind kind, List<String> aliases, String chosen, String inForce) {}

    private final Desk desk;
    private final Pins pins = new Pins();
    private final PersonaEdit persona;
    private final ObservableList<Answerer> answerers = FXCollections.observableArrayList();
    private final ObservableList<Choice> choices = FXCollections.observableArrayList();
    private final ObservableList<Provider> providers = FXCollections.observableArrayList();
    private final ObservableList<LocalServer> found = FXCollections.observableArrayList();
    private final ObservableMap<String, Trial> trials = FXCollections.observableHashMap();
    private final ReadOnlyBooleanWrapper looking = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper looked = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final ReadOnlyStringWrapper failure = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Optional<ProviderDraft>> draft = new ReadOnlyObjectWrapper<>(Optional.empty());

    AssistantViewModel(Desk desk) {
        this.desk = desk;
        persona = new PersonaEdit(desk);
        pins.add(desk.pump().watch(desk.model().models(), this::show));
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
            desk.texts().get("models.answerer.model", provider.address().orElse(provider.type())), provider.alias().equals(chosen))));
        BUILT_IN.forEach(alias -> all.add(new Answerer(alias, desk.texts().get("models.answerer." + alias), desk.texts().get("models.answerer." + alias + ".what"), alias.equals(chosen))));
        return all;
    }

    private Choice choice(ModelsState state, ProviderKind kind) {
        String embedded = EMBEDDED.get(kind);
        String chosen = chosen(state, kind).orElse(embedded);
        List<String> aliases = Stream.of(Stream.of(embedded), state.providers().stream().filter(provider -> provider.kind() == kind).map(Provider::alias), Stream.of(chosen))
            .flatMap(names -> names).distinct().toList();
        return new Choice(kind, aliases, chosen, state.parts().stream().filter(part -> part.kind() == kind).map(ModelsState.Part::inForce).findFirst().orElse(""));
    }

    private static Optional<String> chosen(ModelsState state, ProviderKind kind) {
        return state.parts().stream().filter(part -> part.kind() == kind).findFirst().flatMap(ModelsState.Part::written);
    }

    /// Chooses who answers, recognises, speaks or detects.
    void choose(ProviderKind kind, String alias) {
        desk.send(new Command.ChooseSpeechPart(kind, alias));
    }

    /// Looks for servers of models on this computer.
    void look() {
        if (looking.get()) {
            return;
        }
        looking.set(true);
        desk.pump().when(desk.send(new Command.FindLocalServers()).outcome(), outcome -> {
            looking.set(false);
            looked.set(true);
            if (outcome instanceof Operation.Outcome.Done done && done.result().orElse(null) instanceof Operation.Result.Servers servers) {
                found.setAll(servers.found());
            }
        });
    }

    /// Adds a server that was found, with one of its models, and has it answer.
    void use(LocalServer server, String model) {
        String type = Protocol.of(ProviderKind.LLM).stream().filter(protocol -> plain(protocol.title()).equals(plain(server.name())) || protocol.address().equals(server.baseUrl())).findFirst()
            .map(Protocol::type).orElse("openai");
        String alias = known(server).map(Provider::alias).orElseGet(() -> free(plain(server.name())));
        after(new Command.PutProvider(ProviderKind.LLM, alias, Map.of("type", type, "base_url", server.baseUrl(), "model_name", model), Optional.empty()), _ -> {
            choose(ProviderKind.LLM, alias);
            tryOut(ProviderKind.LLM, alias);
        });
    }

    /// The provider that is this server already.
    Optional<Provider> known(LocalServer server) {
        return providers.stream().filter(provider -> provider.kind() == ProviderKind.LLM && provider.address().filter(server.baseUrl()::equals).isPresent()).findFirst();
    }

    private String free(String base) {
        List<String> taken = taken(ProviderKind.LLM);
        String name = base;
        for (int i = 2; taken.contains(name); i++) {
            name = base + i;
        }
        return name;
    }

    private List<String> taken(ProviderKind kind) {
        return Stream.concat(Stream.concat(BUILT_IN.stream(), EMBEDDED.values().stream()), desk.model().models().get().providers().stream().filter(provider -> provider.kind() == kind).map(Provider::alias)).toList();
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    /// Opens the form for a new provider.
    void add(ProviderKind kind) {
        failure.set("");
        draft.set(Optional.of(new ProviderDraft(kind, Optional.empty(), taken(kind), true, desk::texts)));
    }

    /// Opens the form for one that is there.
    void edit(Provider provider) {
        failure.set("");
        boolean chosen = chosen(desk.model().models().get(), provider.kind()).filter(provider.alias()::equals).isPresent();
        draft.set(Optional.of(new ProviderDraft(provider.kind(), Optional.of(provider), List.of(), chosen, desk::texts)));
    }

    Optional<Provider> provider(ProviderKind kind, String alias) {
        return providers.stream().filter(provider -> provider.kind() == kind && provider.alias().equals(alias)).findFirst();
    }

    /// Closes the form. What was written only to ask for the list of models goes again.
    void cancel() {
        draft.get().filter(open -> open.isNew() && open.wasSent()).ifPresent(open -> desk.send(new Command.RemoveProvider(open.kind(), open.alias().get().strip())));
        draft.set(Optional.empty());
    }

    /// Writes what is in the form so far and asks the provider which models it has.
    void list() {
        ProviderDraft open = draft.get().orElseThrow();
        if (open.good(false)) {
            after(open.command(), _ -> follow(desk.engine().apply(new Command.ListModels(open.alias().get().strip())), outcome -> {
                if (outcome.result().orElse(null) instanceof Operation.Result.Names names) {
                    open.offered().setAll(names.names());
                    if (open.model().get().isBlank() && names.names().size() == 1) {
                        open.model().set(names.names().getFirst());
                    }
                }
            }));
        }
    }

    /// Writes the form, chooses the provider when that is wanted, and tries it. False when something is wrong.
    boolean save() {
        ProviderDraft open = draft.get().orElseThrow();
        if (!open.good(true)) {
            return false;
        }
        String alias = open.alias().get().strip();
        after(open.command(), _ -> {
            draft.set(Optional.empty());
            if (open.use().get()) {
                choose(open.kind(), alias);
            }
            tryOut(open.kind(), alias);
        });
        return true;
    }

    private void after(Command command, Consumer<Operation.Outcome.Done> then) {
        follow(desk.engine().apply(command), done -> {
            if (command instanceof Command.PutProvider) {
                draft.get().ifPresent(ProviderDraft::sent);
            }
            then.accept(done);
        });
    }

    /// A failure stands in the form, beside what has to be changed; without a form it is a notice.
    private void follow(Operation operation, Consumer<Operation.Outcome.Done> then) {
        busy.set(true);
        failure.set("");
        desk.pump().when(operation.outcome(), outcome -> {
            busy.set(false);
            switch (outcome) {
                case Operation.Outcome.Done done -> then.accept(done);
                case Operation.Outcome.Failed failed -> {
                    failure.set(desk.texts().what(failed.problem()) + " " + desk.texts().why(failed.problem()) + "\n→ " + desk.texts().remedy(failed.problem()));
                    if (draft.get().isEmpty()) {
                        desk.notices().problem(failed.problem());
                    }
                }
                case Operation.Outcome.Cancelled _ -> { }
            }
        });
    }

    void remove(Provider provider) {
        desk.send(new Command.RemoveProvider(provider.kind(), provider.alias()));
    }

    /// Asks a model a short question, or has a voice speak. Recognisers and detectors are tried by speaking to a device.
    void tryOut(ProviderKind kind, String alias) {
        switch (kind) {
            case LLM -> follow(kind, alias, new Command.TryModel(alias));
            case TTS -> follow(kind, alias, new Command.TryVoice(alias, desk.texts().get("models.listen.sentence")));
            case ASR, VAD -> { }
        }
    }

    private void follow(ProviderKind kind, String alias, Command command) {
        trials.put(kind + "." + alias, Trial.underWay(desk.texts()));
        desk.pump().when(desk.engine().apply(command).outcome(), outcome -> {
            trials.put(kind + "." + alias, Trial.of(outcome, desk.texts()));
            if (outcome instanceof Operation.Outcome.Done done && done.result().orElse(null) instanceof Operation.Result.Spoken spoken) {
                desk.send(new Command.PlaySound(new Speech(spoken.samples(), spoken.rate())));
            }
        });
    }

    /// Says everything again, in the language of this moment.
    void retell() {
        show(desk.model().models().get());
        persona.retell();
    }

    PersonaEdit persona() {
        return persona;
    }

    ObservableList<Answerer> answerers() {
        return answerers;
    }

    /// Recogniser, voice and detector.
    ObservableList<Choice> choices() {
        return choices;
    }

    /// Those that can be edited.
    ObservableList<Provider> providers() {
        return providers;
    }

    /// Servers found on this computer.
    ObservableList<LocalServer> found() {
        return found;
    }

    /// `LLM.small` to what became of trying it.
    ObservableMap<String, Trial> trials() {
        return trials;
    }

    ReadOnlyBooleanProperty looking() {
        return looking.getReadOnlyProperty();
    }

    /// Whether it was looked at least once.
    ReadOnlyBooleanProperty looked() {
        return looked.getReadOnlyProperty();
    }

    /// Whether the form waits for the provider.
    ReadOnlyBooleanProperty busy() {
        return busy.getReadOnlyProperty();
    }

    /// Why the form could not be written or the list not be had.
    ReadOnlyStringProperty failure() {
        return failure.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<ProviderDraft>> draft() {
        return draft.getReadOnlyProperty();
    }

    void close() {
        pins.close();
    }
}
