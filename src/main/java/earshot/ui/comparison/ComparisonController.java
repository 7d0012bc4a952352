package earshot.ui.comparison;

import module java.base;

import earshot.data.Alignment.Pair;
import earshot.replay.RecordingComparison;
import earshot.ui.comparison.ComparisonViewModel.ComparisonState;
import earshot.ui.kit.EmptyState;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.RowMenu;
import earshot.ui.kit.SystemClipboard;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TimeFormatter;
import earshot.ui.kit.ViewContext;
import earshot.ui.kit.ViewController;
import earshot.ui.kit.WordDifference;
import javafx.fxml.FXML;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Binds the lines of two sessions, and the selected one in full.
final class ComparisonController extends ViewController {
    private final Texts texts;
    private final LineFormatter formatter;
    private final ComparisonViewModel model;

    @FXML private VBox root;
    @FXML private Button choose;
    @FXML private Label count;
    @FXML private CheckBox onlyDifferences;
    @FXML private HBox head;
    @FXML private Label what;
    @FXML private Label firstName;
    @FXML private Label secondName;
    @FXML private ListView<ComparisonRow> list;
    @FXML private EmptyState empty;
    @FXML private VBox detail;
    @FXML private Label title;
    @FXML private Label firstAt;
    @FXML private Label secondAt;
    @FXML private VBox firstText;
    @FXML private VBox secondText;
    @FXML private Button showHere;
    @FXML private Button showThere;

    ComparisonController(ViewContext viewContext, ComparisonViewModel model) {
        this.model = model;
        texts = viewContext.texts();
        formatter = new LineFormatter(texts);
    }

    @FXML
    private void initialize() {
        choose.setOnAction(_ -> choose());
        Nodes.fixWidth(what, ComparisonListCell.WHAT);
        list.setCellFactory(_ -> new ComparisonListCell(texts, this::deviceName));
        list.getSelectionModel().selectedItemProperty().subscribe((_, _) -> showSelected());
        RowMenu.install(list, this::menu);
        list.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER) {
                showPlace();
                event.consume();
            }
        });
        list.setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
                showPlace();
            }
        });
        showHere.setOnAction(_ -> selected().ifPresent(line -> compared().ifPresent(state -> model.showHere(state, line))));
        showThere.setOnAction(_ -> selected().ifPresent(line -> compared().ifPresent(state -> model.showThere(state, line))));
        onlyDifferences.setSelected(model.onlyDifferences().get());
        onlyDifferences.setOnAction(_ -> model.onlyDifferences().set(onlyDifferences.isSelected()));
        empty.setIcon("icon-comparison");
        untilClosed(model.state().subscribe(_ -> show()), model.onlyDifferences().subscribe((_, _) -> showRows()));
    }

    /// Lets a person choose the other session.
    void choose() {
        model.choose(root.getScene().getWindow());
    }

    private Optional<ComparisonState.Compared> compared() {
        return Optional.of(model.state().get()).filter(ComparisonState.Compared.class::isInstance).map(ComparisonState.Compared.class::cast);
    }

    private Optional<ComparisonRow.Line> selected() {
        return Optional.ofNullable(list.getSelectionModel().getSelectedItem()).filter(ComparisonRow.Line.class::isInstance).map(ComparisonRow.Line.class::cast);
    }

    private void show() {
        compared().ifPresent(state -> {
            firstName.setText(state.first().name());
            secondName.setText(state.second().name());
            count.setText(
                state.comparison().differences() == 0 ? texts.get("comparison.same") : texts.get("comparison.count", state.comparison().differences()));
            Nodes.setStyleClass(count, "is-ok", state.comparison().differences() == 0);
            Nodes.setStyleClass(count, "is-warn", state.comparison().differences() > 0);
        });
        Nodes.setShown(count, compared().isPresent());
        Nodes.setShown(onlyDifferences, compared().isPresent());
        showRows();
        selectFirstDifference();
    }

    private void showRows() {
        list.getItems().setAll(compared().map(state -> ComparisonRow.of(state.comparison(), model.onlyDifferences().get())).orElse(List.of()));
        boolean nothing = list.getItems().isEmpty();
        Nodes.setShown(empty, nothing);
        Nodes.setShown(list, !nothing);
        Nodes.setShown(head, !nothing);
        switch (model.state().get()) {
            case ComparisonState.Nothing _ -> empty.show(texts.get("comparison.empty"), texts.get("comparison.empty.what"),
                texts.get("comparison.choose"), this::choose);
            case ComparisonState.Reading(Path file) -> empty.show(texts.get("comparison.reading", file.getFileName()), "");
            case ComparisonState.Compared state when state.comparison().devices().isEmpty() -> empty.show(texts.get("comparison.none"),
                texts.get("comparison.none.what"));
            case ComparisonState.Compared _ -> empty.show(texts.get("comparison.same"), texts.get("comparison.same.what"));
        }
        showSelected();
    }

    private void selectFirstDifference() {
        IntStream.range(0, list.getItems().size()).filter(i -> list.getItems().get(i) instanceof ComparisonRow.Line line && !line.line().same()).findFirst()
            .ifPresent(i -> {
            list.getSelectionModel().select(i);
            list.scrollTo(Math.max(0, i - 3));
        });
    }

    private String deviceName(RecordingComparison.Device device) {
        return compared().map(state -> {
            Optional<String> first = device.ids().left().map(state.first()::nameOf);
            Optional<String> second = device.ids().right().map(state.second()::nameOf);
            return second.isEmpty() ? texts.get("comparison.only", first.orElse(""), state.first().name())
                : first.isEmpty() ? texts.get("comparison.only", second.get(), state.second().name())
                : device.ids().left().equals(device.ids().right()) ? first.get() : first.get() + "  ↔  " + second.get();
        }).orElse("");
    }

    private void showSelected() {
        Optional<ComparisonRow.Line> line = selected();
        Nodes.setShown(detail, line.isPresent());
        line.ifPresent(row -> compared().ifPresent(state -> {
            Pair<String> both = formatter.fields(row.line());
            title.setText(formatter.what(row.line()) + (row.line().turn() > 0 ? " · " + texts.get("comparison.turn", row.line().turn()) : "") + " · "
                + texts.get("comparison.connection", row.line().connection()));
            firstAt.setText(head(state.first(), row.first()));
            secondAt.setText(head(state.second(), row.second()));
            firstText.getChildren().setAll(WordDifference.flow(both.left().orElse(""), both.right().orElse(""), texts.get("comparison.absent")));
            secondText.getChildren().setAll(WordDifference.flow(both.right().orElse(""), both.left().orElse(""), texts.get("comparison.absent")));
            showHere.setDisable(row.first().isEmpty());
            showThere.setDisable(row.second().isEmpty());
        }));
    }

    private static String head(ComparedSession session, Optional<ComparisonRow.Place> place) {
        return session.name() + place.map(there -> " · " + TimeFormatter.CLOCK_MILLIS.format(session.at(there.nanos()))).orElse("");
    }

    /// In this session, else in the other one.
    private void showPlace() {
        if (showHere.isDisable()) {
            showThere.fire();
        } else {
            showHere.fire();
        }
    }

    private List<MenuItem> menu(ComparisonRow row) {
        return switch (row) {
            case ComparisonRow.OfDevice _, ComparisonRow.OfTurn _ -> List.of();
            case ComparisonRow.Line line -> RowMenu.groups(RowMenu.items(showHere, showThere),
                List.of(RowMenu.item(texts.get("menu.copy.text"), () -> SystemClipboard.copy(text(line)))));
        };
    }

    private String text(ComparisonRow.Line row) {
        Pair<String> both = formatter.whole(row.line());
        String absent = texts.get("comparison.absent");
        return String.join("\n", formatter.what(row.line()), firstName.getText() + ": " + both.left().orElse(absent),
            secondName.getText() + ": " + both.right().orElse(absent));
    }

    @Override
    public boolean escape() {
        boolean chosen = selected().isPresent();
        list.getSelectionModel().clearSelection();
        return chosen;
    }
}
