package earshot.ui.models;

import module java.base;

import earshot.asr.WhisperModel;
import earshot.catalog.RecognizerType;
import earshot.config.SettingRemoval;
import earshot.engine.Command;
import earshot.engine.ModelsState;
import earshot.engine.ModelsState.Provider;
import earshot.engine.Operation;
import earshot.engine.WhisperModelStatus;
import earshot.problem.Problem;
import earshot.remote.ProviderKind;
import earshot.ui.kit.SubscriptionGroup;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// Offers the models of Whisper: fetches one, and chooses it as the recognizer. On the FX thread only.
final class WhisperModelsViewModel {
    private static final String TYPE = RecognizerType.WHISPER.entry().typeName();

    /// @param inUse whether it is the chosen recognizer
    record Row(WhisperModelStatus status, boolean inUse) {}

    private final ViewContext viewContext;
    private final Consumer<String> onChosen;
    private final SubscriptionGroup subscriptionGroup = new SubscriptionGroup();
    private final ObservableList<Row> rows = FXCollections.observableArrayList();
    private final ObjectProperty<Optional<String>> language = new SimpleObjectProperty<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Problem>> failure = new ReadOnlyObjectWrapper<>(Optional.empty());
    private boolean languageRead;

    /// @param onChosen gets the alias under which Whisper was chosen
    WhisperModelsViewModel(ViewContext viewContext, Consumer<String> onChosen) {
        this.viewContext = viewContext;
        this.onChosen = onChosen;
        // who reads Chinese mostly speaks it, and it is heard sooner and written as usual when it is named
        language.set(Optional.of("zh").filter(_ -> viewContext.texts().language() == Texts.Language.CHINESE));
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().whisperModels(), _ -> show()));
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().models(), _ -> show()));
    }

    private void show() {
        Optional<Provider> provider = provider();
        if (!languageRead && provider.isPresent()) {
            languageRead = true;
            language.set(field(provider.get(), "language"));
        }
        Optional<String> used = provider.filter(this::chosen).map(chosen -> field(chosen, "model").orElse(""));
        List<Row> now = viewContext.model().whisperModels().get().stream()
            .map(status -> new Row(status, used.flatMap(WhisperModel::of).filter(status.model()::equals).isPresent())).toList();
        if (!now.equals(rows)) {
            rows.setAll(now);
        }
    }

    private static Optional<String> field(Provider provider, String key) {
        return Optional.ofNullable(provider.fields().get(key)).map(String::valueOf).filter(text -> !text.isBlank());
    }

    private Optional<Provider> provider() {
        return viewContext.model().models().get().providers().stream()
            .filter(provider -> provider.kind() == ProviderKind.ASR && provider.type().strip().equalsIgnoreCase(TYPE))
            .min(Comparator.comparing(provider -> !chosen(provider)));
    }

    private boolean chosen(Provider provider) {
        return viewContext.model().models().get().selectedProviders().stream()
            .anyMatch(selected -> selected.kind() == ProviderKind.ASR && selected.written().filter(provider.alias()::equals).isPresent());
    }

    /// Fetches a model, or what is missing of it, and then uses it.
    void fetch(WhisperModel model) {
        perform(new Command.FetchWhisperModel(model), () -> use(model.title()));
    }

    void stop(WhisperModel model) {
        perform(new Command.StopFetchingWhisperModel(model), () -> { });
    }

    /// Removes the files of a model. Where it is in use, the recognizer inside is chosen first.
    void remove(WhisperModel model) {
        Command removal = new Command.RemoveWhisperModel(model);
        if (rows.stream().anyMatch(row -> row.inUse() && row.status().model() == model)) {
            perform(new Command.SelectProvider(ProviderKind.ASR, RecognizerType.SPHINX4.entry().typeName()), () -> perform(removal, () -> { }));
        } else {
            perform(removal, () -> { });
        }
    }

    /// Uses a file of the owner's own, if it is a model.
    void useFile(Path file) {
        perform(new Command.CheckWhisperModelFile(file), () -> use(file.toString()));
    }

    /// Chooses Whisper with this model and the language as the recognizer, in one revision.
    void use(String model) {
        String alias = provider().map(Provider::alias).orElseGet(this::freeAlias);
        Map<String, Object> fields = Map.of("type", TYPE, "model", model, "language", language.get().<Object>map(code -> code).orElse(new SettingRemoval()));
        perform(
            new Command.EditAll(
                List.of(new Command.PutProvider(ProviderKind.ASR, alias, fields, Optional.empty()), new Command.SelectProvider(ProviderKind.ASR, alias))),
            () -> onChosen.accept(alias));
    }

    private String freeAlias() {
        ModelsState state = viewContext.model().models().get();
        Set<String> used = state.providers().stream().filter(provider -> provider.kind() == ProviderKind.ASR).map(Provider::alias).collect(Collectors.toSet());
        return Stream.iterate(1, number -> number + 1).map(number -> number == 1 ? TYPE : TYPE + number).filter(name -> !used.contains(name)).findFirst()
            .orElseThrow();
    }

    private void perform(Command command, Runnable then) {
        failure.set(Optional.empty());
        viewContext.pump().whenDone(viewContext.engine().apply(command).outcome(), outcome -> {
            switch (outcome) {
                case Operation.Outcome.Done _ -> then.run();
                case Operation.Outcome.Failed(Problem problem) -> failure.set(Optional.of(problem));
                case Operation.Outcome.Cancelled _ -> { }
            }
        });
    }

    ObservableList<Row> rows() {
        return rows;
    }

    /// Code of the language that is spoken; empty for the one that is detected. Takes part in the next choice.
    ObjectProperty<Optional<String>> language() {
        return language;
    }

    /// Saves another language for the recognizer that is in use.
    void chooseLanguage(Optional<String> code) {
        if (language.get().equals(code)) {
            return;
        }
        language.set(code);
        provider().filter(this::chosen).flatMap(provider -> field(provider, "model")).ifPresent(this::use);
    }

    /// Why the last request failed.
    ReadOnlyObjectProperty<Optional<Problem>> failure() {
        return failure.getReadOnlyProperty();
    }

    void close() {
        subscriptionGroup.close();
    }
}
