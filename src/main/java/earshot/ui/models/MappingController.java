package earshot.ui.models;

import earshot.engine.LocalServer;
import earshot.ui.part.Desk;
import earshot.ui.part.Texts;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// Binds the table of purposes and their models.
final class MappingController {
    private final Texts texts;
    private final MappingViewModel model;
    private final AssistantViewModel assistant;
    private final Runnable add;
    private final Consumer<String> go;
    private Subscription held = Subscription.EMPTY;

    @FXML private Button applyMapping;
    @FXML private Button discardMapping;
    @FXML private Button undo;
    @FXML private Button redo;
    @FXML private Label live;
    @FXML private VBox noModel;
    @FXML private VBox offers;
    @FXML private Button addModel;
    @FXML private HBox head;
    @FXML private VBox purposes;

    /// @param assistant gives the model servers on this computer
    /// @param add opens the form for a new model
    /// @param go shows a setting of this view, given by its key
    MappingController(Desk desk, MappingViewModel model, AssistantViewModel assistant, Runnable add, Consumer<String> go) {
        this.model = model;
        this.assistant = assistant;
        this.add = add;
        this.go = go;
        texts = desk.texts();
    }

    @FXML
    private void initialize() {
        live.textProperty().bind(model.live());
        noModel.visibleProperty().bind(model.empty());
        noModel.managedProperty().bind(model.empty());
        addModel.setOnAction(_ -> add.run());
        applyMapping.setOnAction(_ -> apply());
        discardMapping.setOnAction(_ -> model.discard());
        undo.setOnAction(_ -> model.undo());
        redo.setOnAction(_ -> model.redo());
        undo.setMnemonicParsing(false);
        redo.setMnemonicParsing(false);
        head();
        ListChangeListener<LocalServer> found = _ -> showFound();
        assistant.local().found().addListener(found);
        showFound();
        ListChangeListener<PurposeEdit> changed = _ -> fill();
        model.rows().addListener(changed);
        held = Subscription.combine(() -> model.rows().removeListener(changed), () -> assistant.local().found().removeListener(found), model.changes().subscribe(count -> showChanges(count.intValue())),
            model.undoable().subscribe(what -> name(undo, "models.undo", what)), model.redoable().subscribe(what -> name(redo, "models.redo", what)));
        fill();
    }

    private void showFound() {
        offers.getChildren().setAll(assistant.local().found().stream().map(server -> new FoundRow(server, texts, chosen -> assistant.use(server, chosen))).toList());
    }

    private void head() {
        List<String> names = Stream.concat(Stream.of(texts.get("models.column.purpose"), texts.get("models.column.written")), PurposeEdit.OVERRIDES.stream()).toList();
        for (int i = 0; i < names.size(); i++) {
            head.getChildren().add(title(names.get(i), PurposePane.WIDTHS.get(i)));
        }
        Label now = new Label(texts.get("models.column.inforce"));
        now.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(now, Priority.ALWAYS);
        head.getChildren().addAll(now, title(texts.get("models.column.scope"), PurposePane.SCOPE), title("", PurposePane.TRY));
    }

    private static Label title(String text, double width) {
        Label label = new Label(text);
        label.setMinWidth(width);
        label.setMaxWidth(width);
        return label;
    }

    private void fill() {
        panes().forEach(PurposePane::close);
        purposes.getChildren().setAll(model.rows().stream().map(row -> new PurposePane(row, model, texts, go)).toList());
    }

    private List<PurposePane> panes() {
        return purposes.getChildren().stream().map(PurposePane.class::cast).toList();
    }

    private void showChanges(int changes) {
        applyMapping.setText(texts.get(changes == 0 ? "settings.apply.none" : changes == 1 ? "settings.apply.one" : "settings.apply", changes));
        applyMapping.setDisable(changes == 0);
        discardMapping.setDisable(changes == 0);
    }

    private void name(Button button, String key, Optional<String> what) {
        String words = what.map(change -> texts.get(key + ".named", change)).orElseGet(() -> texts.get(key));
        button.setText(words);
        button.setTooltip(new Tooltip(words + "  " + texts.get(key + ".key")));
        button.setDisable(what.isEmpty());
    }

    void apply() {
        model.apply().ifPresent(wrong -> focus(wrong.purpose()));
    }

    void focus(String purpose) {
        panes().stream().filter(pane -> pane.purpose().equals(purpose)).findFirst().ifPresent(pane -> Platform.runLater(pane::focusAlias));
    }

    void close() {
        held.unsubscribe();
        panes().forEach(PurposePane::close);
        purposes.getChildren().clear();
    }
}
