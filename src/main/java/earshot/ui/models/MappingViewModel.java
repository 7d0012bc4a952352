package earshot.ui.models;

import earshot.config.ProviderKind;
import earshot.config.Settings;
import earshot.config.SettingsHistory;
import earshot.engine.Command;
import earshot.engine.ModelsState;
import earshot.engine.ModelsState.PurposeRow;
import earshot.engine.Operation;
import earshot.llm.Purpose;
import earshot.ui.part.Desk;
import earshot.ui.part.Pins;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
final class MappingViewModel {
    private final Desk desk;
    private final Pins pins = new Pins();
    private final ObservableList<PurposeEdit> rows = FXCollections.observableArrayList();
    private final ObservableList<String> aliases = FXCollections.observableArrayList();
    private final Map<String, Operation.Outcome> tried = new HashMap<>();
    private final ReadOnlyIntegerWrapper changes = new ReadOnlyIntegerWrapper();
    private final ReadOnlyBooleanWrapper empty = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Optional<String>> undo = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<String>> redo = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyStringWrapper live = new ReadOnlyStringWrapper("");

    MappingViewModel(Desk desk) {
        this.desk = desk;
        pins.add(desk.pump().watch(desk.model().models(), this::show));
        pins.add(desk.pump().watch(desk.model().history(), this::show));
        pins.add(desk.pump().every(Duration.ofSeconds(1), this::countLive));
    }

    private void show(ModelsState state) {
        List<String> names = state.providers().stream().filter(provider -> provider.kind() == ProviderKind.LLM && !provider.embedded()).map(ModelsState.Provider::alias).toList();
        if (!names.equals(aliases)) {
            aliases.setAll(names);
        }
        empty.set(names.isEmpty() && state.purposes().stream().allMatch(row -> row.written().isEmpty()));
        if (state.purposes().stream().map(PurposeRow::purpose).toList().equals(rows.stream().map(PurposeEdit::purpose).toList())) {
            for (int i = 0; i < rows.size(); i++) {
                rows.get(i).show(state.purposes().get(i));
            }
        } else {
            rows.setAll(state.purposes().stream().map(this::edit).toList());
        }
        count();
        countLive();
    }

    private void countLive() {
        long connected = desk.model().devices().get().stream().filter(device -> device.facts().get().connection().isPresent()).count();
        live.set(connected == 0 ? "" : desk.texts().get(connected == 1 ? "models.live.one" : "models.live", connected));
    }

    private PurposeEdit edit(PurposeRow row) {
        PurposeEdit edit = new PurposeEdit(row, () -> note(row.purpose()), desk::texts, () -> List.copyOf(aliases));
        edit.changed().subscribe((_, _) -> count());
        return edit;
    }

    /// A model chosen for intents is not used unless the intent setting says so.
    private Optional<String> note(String purpose) {
        Settings.Intent intent = desk.model().settings().get().models().intent();
        boolean unasked = purpose.equals(Purpose.INTENT.key()) && intent != Settings.Intent.INTENT_LLM;
        return unasked ? Optional.of(desk.texts().get("models.unasked", intent.word())) : Optional.empty();
    }

    private void show(SettingsHistory history) {
        undo.set(history.undo().map(revision -> RevisionWords.name(revision, desk.texts())));
        redo.set(history.redo().map(revision -> RevisionWords.name(revision, desk.texts())));
    }

    private void count() {
        changes.set((int) rows.stream().filter(row -> row.changed().get()).count());
    }

    /// Applies the changed rows as one revision. Returns the first row with an error, in which case nothing is applied.
    Optional<PurposeEdit> apply() {
        List<PurposeEdit> changed = rows.stream().filter(row -> row.changed().get()).toList();
        Optional<PurposeEdit> wrong = changed.stream().filter(row -> !row.slips().get().isEmpty()).findFirst();
        if (wrong.isEmpty()) {
            List<Command.Edit> edits = changed.stream().map(PurposeEdit::command).toList();
            if (!edits.isEmpty()) {
                desk.send(new Command.Together(edits));
            }
        }
        return wrong;
    }

    void discard() {
        rows.forEach(PurposeEdit::discard);
    }

    /// Undoes the newest revision, if there is one.
    void undo() {
        undo.get().ifPresent(_ -> desk.send(new Command.UndoSettings()));
    }

    void redo() {
        redo.get().ifPresent(_ -> desk.send(new Command.RedoSettings()));
    }

    /// Asks the model in force one short question.
    void tryOut(PurposeEdit row) {
        row.tried(Trial.underWay(desk.texts()));
        Operation operation = desk.engine().apply(new Command.TryModel(row.purpose()));
        tried.remove(row.purpose());
        desk.pump().when(operation.outcome(), outcome -> {
            tried.put(row.purpose(), outcome);
            row.tried(Trial.of(outcome, desk.texts()));
        });
    }

    Optional<PurposeEdit> row(String purpose) {
        return rows.stream().filter(row -> row.purpose().equals(purpose)).findFirst();
    }

    /// Updates all texts to the current language.
    void retell() {
        rows.forEach(row -> {
            row.judge();
            Optional.ofNullable(tried.get(row.purpose())).ifPresent(outcome -> row.tried(Trial.of(outcome, desk.texts())));
        });
        show(desk.model().models().get());
        show(desk.model().history().get());
    }

    ObservableList<PurposeEdit> rows() {
        return rows;
    }

    /// Aliases of all configured models.
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
    ReadOnlyStringProperty live() {
        return live.getReadOnlyProperty();
    }

    void close() {
        pins.close();
    }
}
