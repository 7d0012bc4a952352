package earshot.ui.models;

import module java.base;

import earshot.remote.ProviderKind;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import earshot.ui.kit.ViewController;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Binds the table of purposes and their models.
final class PurposesController extends ViewController {
    private final Texts texts;
    private final PurposesViewModel model;
    private final AssistantViewModel assistant;
    private final Runnable openNewModelForm;
    private final Consumer<String> openSetting;

    private final Label scope;
    private PurposeColumns columns = PurposeColumns.of(0);

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
    /// @param openSetting shows a setting of this view, given by its key
    PurposesController(ViewContext viewContext, PurposesViewModel model, AssistantViewModel assistant, Runnable openNewModelForm,
        Consumer<String> openSetting) {
        this.model = model;
        this.assistant = assistant;
        this.openNewModelForm = openNewModelForm;
        this.openSetting = openSetting;
        texts = viewContext.texts();
        scope = columnTitle(texts.get("models.column.scope"), PurposeColumns.SCOPE);
    }

    @FXML
    private void initialize() {
        live.textProperty().bind(model.liveConnections());
        Nodes.bindShown(noModel, model.empty());
        addModel.setOnAction(_ -> openNewModelForm.run());
        applyMapping.setOnAction(_ -> apply());
        discardMapping.setOnAction(_ -> model.discard());
        undo.setOnAction(_ -> model.undo());
        redo.setOnAction(_ -> model.redo());
        undo.setMnemonicParsing(false);
        redo.setMnemonicParsing(false);
        head();
        showFound();
        untilClosed(model.rows().subscribe(this::buildRows), assistant.localServers().found().subscribe(this::showFound),
            model.changes().subscribe(count -> showChanges(count.intValue())),
            model.undoable().subscribe(what -> showUndoText(undo, "models.undo", what)),
            model.redoable().subscribe(what -> showUndoText(redo, "models.redo", what)));
        buildRows();
    }

    private void showFound() {
        offers.getChildren().setAll(assistant.localServers().found().stream().filter(server -> server.kind() == ProviderKind.LLM)
            .map(server -> new LocalServerRow(server, texts, chosen -> assistant.useLocalServer(server, chosen))).toList());
    }

    private void head() {
        head.getChildren().addAll(new Label(texts.get("models.column.purpose")), new Label(texts.get("models.column.written")));
        PurposeRowViewModel.OVERRIDES.forEach(
            key -> head.getChildren().add(Nodes.explained(new Label(texts.get("models.column." + key)), texts.get("models.column.override.what", key))));
        Label inForce = Nodes.grow(new Label(texts.get("models.column.inforce")));
        inForce.setMinWidth(0);
        head.getChildren().addAll(inForce, scope, columnTitle("", PurposeColumns.TRY));
        untilClosed(head.widthProperty().map(width -> PurposeColumns.of(width.doubleValue())).subscribe(this::show));
    }

    private void show(PurposeColumns now) {
        columns = now;
        now.apply(head.getChildren(), scope);
        panes().forEach(pane -> pane.show(now));
    }

    private static Label columnTitle(String text, double width) {
        return Nodes.fixWidth(new Label(text), width);
    }

    private void buildRows() {
        panes().forEach(PurposeRowPane::close);
        List<PurposeRowPane> rows = model.rows().stream().map(row -> new PurposeRowPane(row, model, texts, openSetting)).toList();
        rows.forEach(row -> row.show(columns));
        purposes.getChildren().setAll(rows);
    }

    private List<PurposeRowPane> panes() {
        return purposes.getChildren().stream().map(PurposeRowPane.class::cast).toList();
    }

    private void showChanges(int changes) {
        applyMapping.setText(texts.get(changes == 0 ? "settings.apply.none" : changes == 1 ? "settings.apply.one" : "settings.apply", changes));
        applyMapping.setDisable(changes == 0);
        discardMapping.setDisable(changes == 0);
    }

    private void showUndoText(Button button, String key, Optional<String> what) {
        String words = what.map(change -> texts.get(key + ".named", change)).orElseGet(() -> texts.get(key));
        button.setText(words);
        button.setTooltip(new Tooltip(words + "  " + texts.get(key + ".key")));
        button.setDisable(what.isEmpty());
    }

    void apply() {
        model.apply().ifPresent(wrong -> focus(wrong.purpose()));
    }

    void focus(String purpose) {
        panes().stream().filter(pane -> pane.purpose().equals(purpose)).findFirst().ifPresent(pane -> FxPump.afterEvent(pane::focusAlias));
    }

    @Override
    public void close() {
        super.close();
        panes().forEach(PurposeRowPane::close);
        purposes.getChildren().clear();
    }
}
