package earshot.ui.models;

import module java.base;

import earshot.config.Revision;
import earshot.ui.kit.ItemCell;
import earshot.ui.kit.LiveRows;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.RowMenu;
import earshot.ui.kit.SystemClipboard;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TimeFormatter;
import earshot.ui.kit.ViewContext;
import earshot.ui.kit.ViewController;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.VBox;

/// Binds the history of the settings: revisions on the left, values before and after on the right.
final class SettingsHistoryController extends ViewController {
    private final Texts texts;
    private final SettingsHistoryViewModel model;
    private LiveRows<Revision>.Attachment rows;

    @FXML private SplitPane split;
    @FXML private ListView<Revision> revisions;
    @FXML private Label title;
    @FXML private Button restore;
    @FXML private VBox changed;
    @FXML private VBox noHistory;

    SettingsHistoryController(ViewContext viewContext, SettingsHistoryViewModel model) {
        this.model = model;
        texts = viewContext.texts();
    }

    @FXML
    private void initialize() {
        revisions.setCellFactory(_ -> new RevisionCell());
        RowMenu.install(revisions,
            revision -> RowMenu.groups(List.of(RowMenu.item(texts.get("menu.copy.text"), () -> SystemClipboard.copy(text(revision)))), RowMenu.items(restore)));
        restore.setOnAction(_ -> model.restore());
        rows = model.revisions().attach(revisions, texts, model::choose);
        untilClosed(rows, model.revisions().items().subscribe(this::showEmpty), model.chosen().subscribe(this::show));
        showEmpty();
    }

    private void showEmpty() {
        boolean none = model.revisions().items().isEmpty();
        split.setVisible(!none);
        noHistory.setVisible(none);
        restore.setDisable(!model.restorable());
    }

    private void show(Optional<Revision> chosen) {
        rows.select(chosen);
        title.setText(chosen.map(this::heading).orElse(""));
        restore.setDisable(!model.restorable());
        changed.getChildren().setAll(chosen.stream().flatMap(revision -> revision.changes().stream()).map(this::change).toList());
        if (chosen.isPresent() && changed.getChildren().isEmpty()) {
            changed.getChildren().add(Nodes.wrappedLabel(texts.get("models.revision.first"), "muted"));
        }
    }

    private String heading(Revision revision) {
        return texts.get("models.revision", Long.toString(revision.number()), TimeFormatter.DAY_CLOCK.format(revision.when()), model.origin(revision));
    }

    private String text(Revision revision) {
        Stream<String> lines = revision.changes().stream()
            .map(change -> change.key() + ": " + change.before().orElse("–") + " → " + change.after().orElse("–"));
        return Stream.concat(Stream.of(heading(revision)), lines).collect(Collectors.joining("\n"));
    }

    private Node change(Revision.Change change) {
        GridPane sides = new GridPane(12, 0);
        ColumnConstraints half = new ColumnConstraints();
        half.setPercentWidth(50);
        sides.getColumnConstraints().setAll(half, half);
        sides.addRow(0, side("models.before", change.before(), "before"), side("models.after", change.after(), "after"));
        VBox box = new VBox(4, Nodes.wrappedLabel(RevisionFormatter.key(change.key(), texts), "strong"), Nodes.wrappedLabel(change.key(), "caption"), sides);
        box.getStyleClass().addAll("well", "changed-key");
        return box;
    }

    private VBox side(String key, Optional<String> value, String style) {
        VBox side = new VBox(1, Nodes.wrappedLabel(texts.get(key), "caption"),
            Nodes.wrappedLabel(value.orElseGet(() -> texts.get("models.unwritten")), value.isPresent() ? style : "muted"));
        side.setMinWidth(0);
        return side;
    }

    private final class RevisionCell extends ItemCell<Revision> {
        private final Label head = new Label();
        private final Label what = Nodes.label("", "caption");
        private final VBox box = new VBox(1, head, what);

        RevisionCell() {
            getStyleClass().add("revision-cell");
            setPrefWidth(0);
        }

        @Override
        protected void show(Revision revision) {
            head.setText(heading(revision));
            what.setText(RevisionFormatter.summary(revision, texts));
            setGraphic(box);
            setAccessibleText(head.getText() + ", " + what.getText());
        }
    }
}
