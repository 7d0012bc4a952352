package earshot.ui.models;

import module java.base;

import earshot.config.Setting;
import earshot.config.SettingsHistory;
import earshot.conversation.ConversationSettings;
import earshot.engine.Command;
import earshot.engine.ModelsState;
import earshot.engine.ModelsState.PurposeRow;
import earshot.llm.Purpose;
import earshot.remote.ProviderKind;
import earshot.ui.kit.SubscriptionGroup;
import earshot.ui.kit.ViewContext;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// Assigns models to purposes. Edits are local until they are applied. On the FX thread only.
final class PurposesViewModel {
    private final ViewContext viewContext;
    private final SubscriptionGroup subscriptionGroup = new SubscriptionGroup();
    private final ObservableList<PurposeRowViewModel> rows = FXCollections.observableArrayList();
    private final ObservableList<String> aliases = FXCollections.observableArrayList();
    private final TrialOutcomes trialOutcomes;
    private final ReadOnlyIntegerWrapper changes = new ReadOnlyIntegerWrapper();
    private final ReadOnlyBooleanWrapper empty = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Optional<String>> undo = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<String>> redo = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyStringWrapper liveConnections = new ReadOnlyStringWrapper("");

    PurposesViewModel(ViewContext viewContext) {
        this.viewContext = viewContext;
        trialOutcomes = new TrialOutcomes(viewContext.model().settings());
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().settings(),
            _ -> trialOutcomes.removeOutdated().forEach(purpose -> row(purpose).ifPresent(row -> row.showTrial(TrialResult.NONE)))));
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().models(), this::show));
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().history(), this::show));
        subscriptionGroup.add(viewContext.pump().every(Duration.ofSeconds(1), this::updateLiveConnections));
    }

    private void show(ModelsState state) {
        List<String> names = state.providers().stream().filter(provider -> provider.kind() == ProviderKind.LLM && !provider.embedded())
            .map(ModelsState.Provider::alias).toList();
        if (!names.equals(aliases)) {
            aliases.setAll(names);
        }
        empty.set(names.isEmpty() && state.purposes().stream().allMatch(row -> row.written().isEmpty()));
        if (state.purposes().stream().map(PurposeRow::purpose).toList().equals(rows.stream().map(PurposeRowViewModel::purpose).toList())) {
            for (int i = 0; i < rows.size(); i++) {
                rows.get(i).show(state.purposes().get(i));
            }
        } else {
            rows.setAll(state.purposes().stream().map(this::newRow).toList());
        }
        updateChanges();
        updateLiveConnections();
    }

    private void updateLiveConnections() {
        long connected = viewContext.model().devices().get().stream().filter(device -> device.facts().get().connection().isPresent()).count();
        liveConnections.set(connected == 0 ? "" : viewContext.texts().get(connected == 1 ? "models.live.one" : "models.live", connected));
    }

    private PurposeRowViewModel newRow(PurposeRow row) {
        PurposeRowViewModel edit = new PurposeRowViewModel(row, () -> noteFor(row.purpose()), viewContext::texts, () -> List.copyOf(aliases));
        edit.changed().subscribe((_, _) -> updateChanges());
        return edit;
    }

    /// A model chosen for intents is not used unless the intent setting says so.
    private Optional<String> noteFor(String purpose) {
        ConversationSettings.Intent intent = viewContext.model().settings().get().of(ConversationSettings.SECTION).intent();
        boolean unasked = purpose.equals(Purpose.INTENT.key()) && intent != ConversationSettings.Intent.INTENT_LLM;
        return unasked
            ? Optional.of(viewContext.texts().get("models.unasked", viewContext.texts().get("setting.selected_module.Intent." + Setting.word(intent))))
            : Optional.empty();
    }

    private void show(SettingsHistory history) {
        undo.set(history.undo().map(revision -> RevisionFormatter.name(revision, viewContext.texts())));
        redo.set(history.redo().map(revision -> RevisionFormatter.name(revision, viewContext.texts())));
    }

    private void updateChanges() {
        changes.set((int) rows.stream().filter(row -> row.changed().get()).count());
    }

    /// Applies the changed rows as one revision. Returns the first row with an error, in which case nothing is applied.
    Optional<PurposeRowViewModel> apply() {
        List<PurposeRowViewModel> changed = rows.stream().filter(row -> row.changed().get()).toList();
        Optional<PurposeRowViewModel> wrong = changed.stream().filter(row -> !row.errors().get().isEmpty()).findFirst();
        if (wrong.isEmpty() && !changed.isEmpty()) {
            viewContext.send(new Command.EditAll(changed.stream().map(PurposeRowViewModel::command).toList()));
        }
        return wrong;
    }

    void discard() {
        rows.forEach(PurposeRowViewModel::discard);
    }

    void undo() {
        undo.get().ifPresent(_ -> viewContext.send(new Command.UndoSettings()));
    }

    void redo() {
        redo.get().ifPresent(_ -> viewContext.send(new Command.RedoSettings()));
    }

    /// Asks the model in force one short question.
    void tryModel(PurposeRowViewModel row) {
        row.showTrial(TrialResult.underWay(viewContext.texts()));
        trialOutcomes.remove(row.purpose());
        viewContext.pump().whenDone(viewContext.engine().apply(new Command.TryModel(row.purpose())).outcome(), outcome -> {
            trialOutcomes.put(row.purpose(), outcome);
            row.showTrial(TrialResult.of(outcome, viewContext.texts()));
        });
    }

    Optional<PurposeRowViewModel> row(String purpose) {
        return rows.stream().filter(row -> row.purpose().equals(purpose)).findFirst();
    }

    void refreshTexts() {
        rows.forEach(row -> {
            row.validate();
            trialOutcomes.get(row.purpose()).ifPresent(outcome -> row.showTrial(TrialResult.of(outcome, viewContext.texts())));
        });
        show(viewContext.model().models().get());
        show(viewContext.model().history().get());
    }

    ObservableList<PurposeRowViewModel> rows() {
        return rows;
    }

    ObservableList<String> aliases() {
        return aliases;
    }

    ReadOnlyIntegerProperty changes() {
        return changes.getReadOnlyProperty();
    }

    /// Whether there is neither a model nor an assignment.
    ReadOnlyBooleanProperty empty() {
        return empty.getReadOnlyProperty();
    }

    /// Text of the change that [#undo] would undo.
    ReadOnlyObjectProperty<Optional<String>> undoable() {
        return undo.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<String>> redoable() {
        return redo.getReadOnlyProperty();
    }

    /// Text with the number of connections that a change affects at once.
    ReadOnlyStringProperty liveConnections() {
        return liveConnections.getReadOnlyProperty();
    }

    void close() {
        subscriptionGroup.close();
    }
}
