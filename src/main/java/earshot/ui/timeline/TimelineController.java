package earshot.ui.timeline;

import earshot.event.Event;
import earshot.event.Payload;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.ui.part.Copy;
import earshot.ui.part.Desk;
import earshot.ui.part.Inks;
import earshot.ui.part.PaintedList;
import earshot.ui.part.Texts;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Font;
import javafx.stage.FileChooser;
import javafx.util.Subscription;
import org.controlsfx.control.textfield.CustomTextField;
import org.controlsfx.control.textfield.TextFields;

/// Binds the timeline's nodes to its view model.
final class TimelineController implements PaintedList.Rows {
    private static final KeyCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);
    private static final KeyCombination COPY_JSON = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);
    private static final KeyCombination CLEAR = new KeyCodeCombination(KeyCode.L, KeyCombination.SHORTCUT_DOWN);
    private static final String PROBLEMS_ONLY = "level:warning";

    private final Desk desk;
    private final Texts texts;
    private final TimelineViewModel model;
    private final RowPainter painter;
    private final PaintedList list = new PaintedList(this);
    private Subscription held = Subscription.EMPTY;
    private boolean showAll;

    @FXML private VBox root;
    @FXML private CustomTextField filter;
    @FXML private Label wrong;
    @FXML private ToggleButton regex;
    @FXML private ToggleButton matchCase;
    @FXML private ToggleButton problemsOnly;
    @FXML private Label count;
    @FXML private ToggleButton follow;
    @FXML private Region followIcon;
    @FXML private Button clear;
    @FXML private FlowPane chips;
    @FXML private Pane header;
    @FXML private SplitPane split;
    @FXML private StackPane rows;
    @FXML private Button fresh;
    @FXML private VBox empty;
    @FXML private Label emptyTitle;
    @FXML private Label emptyWhat;
    @FXML private Button emptyDo;
    @FXML private VBox detail;
    @FXML private Label detailTitle;
    @FXML private ToggleButton pretty;
    @FXML private Label cut;
    @FXML private Button all;
    @FXML private Button save;
    @FXML private TextArea content;

    TimelineController(Desk desk, TimelineViewModel model) {
        this.desk = desk;
        this.model = model;
        texts = desk.texts();
        painter = new RowPainter(model, Font.font("Noto Sans CJK SC", 13));
    }

    @FXML
    private void initialize() {
        rows.getChildren().addFirst(list);
        list.setAccessibleText(texts.get("view.timeline"));
        filter.textProperty().bindBidirectional(model.filterText());
        Button wipe = new Button(null, new Region());
        wipe.getGraphic().getStyleClass().addAll("icon", "icon-close");
        wipe.getStyleClass().add("icon-button");
        wipe.setAccessibleText(texts.get("timeline.filter.clear"));
        wipe.setFocusTraversable(false);
        wipe.setOnAction(_ -> model.clearFilter());
        wipe.visibleProperty().bind(filter.textProperty().isNotEmpty());
        filter.setRight(wipe);
        var completion = TextFields.bindAutoCompletion(filter, request -> model.suggestions(request.getUserText()));
        completion.setDelay(60);
        completion.setVisibleRowCount(8);
        regex.selectedProperty().bindBidirectional(model.regex());
        matchCase.selectedProperty().bindBidirectional(model.matchCase());
        follow.setOnAction(_ -> {
            if (follow.isSelected()) {
                toEnd();
            } else {
                list.follow(false);
            }
        });
        problemsOnly.setOnAction(_ -> {
            if (problemsOnly.isSelected()) {
                model.addChip(PROBLEMS_ONLY);
            } else {
                model.removeChip(PROBLEMS_ONLY);
            }
        });
        clear.setOnAction(_ -> {
            if (model.floor().get() > 0) {
                model.unclear();
            } else {
                model.clear();
            }
        });
        fresh.setOnAction(_ -> toEnd());
        pretty.setSelected(true);
        pretty.setOnAction(_ -> showDetail());
        all.setOnAction(_ -> {
            showAll = true;
            showDetail();
        });
        save.setOnAction(_ -> save());
        header();
        detail.managedProperty().bind(detail.visibleProperty());
        split.getItems().remove(detail);
        root.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        hold();
        showFilter();
        showFollowing();
        showCount();
        showCleared();
        model.paintedBy(this::rowsChanged, () -> list.renumbered(model.selectedRow()));
        list.follow(model.following().get());
        list.renumbered(model.selectedRow());
        showDetail();
    }

    private void hold() {
        held = Subscription.combine(
            model.filter().subscribe(this::showFilter),
            model.selected().subscribe((_, _) -> {
                showAll = false;
                showDetail();
            }),
            model.following().subscribe(this::showFollowing),
            model.fresh().subscribe(this::showFollowing),
            model.shown().subscribe(this::showCount),
            model.all().subscribe(this::showCount),
            model.floor().subscribe(this::showCleared));
    }

    private void showCleared() {
        clear.setText(texts.get(model.floor().get() > 0 ? "timeline.unclear" : "timeline.clear"));
    }

    /// Called when the nodes are replaced or the window closes.
    void close() {
        held.unsubscribe();
    }

    private void header() {
        heading("timeline.column.time", RowPainter.TIME);
        heading("timeline.column.delta", RowPainter.DELTA + 20);
        heading("timeline.column.device", RowPainter.DEVICE);
        heading("timeline.column.type", RowPainter.TYPE);
        heading("timeline.column.summary", RowPainter.SUMMARY);
        Label size = heading("timeline.column.size", 0);
        size.layoutXProperty().bind(Bindings.createDoubleBinding(() -> header.getWidth() - size.getWidth() - 24, header.widthProperty(), size.widthProperty()));
    }

    private Label heading(String key, double x) {
        Label label = new Label(texts.get(key));
        label.getStyleClass().add("caption");
        label.setLayoutX(x);
        label.setLayoutY(4);
        header.getChildren().add(label);
        return label;
    }

    private void rowsChanged() {
        list.repaint();
        showEmpty();
    }

    private void showFilter() {
        var state = model.filter().get();
        boolean bad = state.wrong().isPresent();
        filter.pseudoClassStateChanged(javafx.css.PseudoClass.getPseudoClass("wrong"), bad);
        wrong.setText(state.wrong().map(b -> texts.get(b.key(), b.what())).orElse(""));
        wrong.setVisible(bad);
        wrong.setManaged(bad);
        chips.getChildren().setAll(state.inForce().chips().stream().map(this::chip).toList());
        chips.setVisible(!state.inForce().chips().isEmpty());
        chips.setManaged(chips.isVisible());
        problemsOnly.setSelected(state.inForce().chips().contains(PROBLEMS_ONLY));
        showEmpty();
    }

    private Button chip(String text) {
        Button chip = new Button(text + "  ×");
        chip.getStyleClass().add("filter-chip");
        chip.setAccessibleText(texts.get("timeline.chip.remove", text));
        chip.setOnAction(_ -> model.removeChip(text));
        return chip;
    }

    private void showFollowing() {
        boolean following = model.following().get();
        follow.setSelected(following);
        follow.setText(texts.get(following ? "timeline.following" : "timeline.paused"));
        followIcon.getStyleClass().setAll("icon", "icon-small", following ? "icon-pause" : "icon-play");
        fresh.setText(texts.get("timeline.fresh", model.fresh().get()));
        fresh.setVisible(!following && model.fresh().get() > 0);
    }

    private void showCount() {
        count.setText(texts.get("timeline.count", model.shown().get(), model.all().get()));
        showEmpty();
    }

    private void showEmpty() {
        boolean nothing = model.shown().get() == 0;
        empty.setVisible(nothing);
        if (nothing) {
            boolean hidden = model.all().get() > 0;
            boolean cleared = hidden && model.filter().get().inForce().text().isBlank();
            String kind = !hidden ? "nothing" : cleared ? "cleared" : "filtered";
            emptyTitle.setText(texts.get("timeline.empty." + kind, model.all().get()));
            emptyWhat.setText(texts.get("timeline.empty." + kind + ".what"));
            emptyDo.setText(texts.get("timeline.empty." + kind + ".do"));
            emptyDo.setOnAction(_ -> {
                switch (kind) {
                    case "nothing" -> desk.go().accept(earshot.ui.part.Place.of("devices"));
                    case "cleared" -> model.unclear();
                    default -> model.clearFilter();
                }
            });
        }
    }

    private void showDetail() {
        Optional<Event> event = model.selectedEvent();
        boolean there = split.getItems().contains(detail);
        if (event.isEmpty()) {
            split.getItems().remove(detail);
            return;
        }
        if (!there) {
            split.getItems().add(detail);
            split.setDividerPositions(0.66);
        }
        Event row = event.get();
        Detail shown = Detail.of(row, pretty.isSelected(), showAll);
        detailTitle.setText(RowPainter.arrow(row.direction()) + " " + row.type() + row.device().map(id -> " · " + model.nameOf(id)).orElse("") + " · "
            + RowPainter.clock(row));
        cut.setText(shown.cut() ? texts.get(shown.wholeKept() ? "timeline.cut" : "timeline.cut.gone", RowPainter.size(shown.shownBytes()), RowPainter.size(shown.allBytes())) : "");
        all.setVisible(shown.cut() && shown.wholeKept() && !showAll);
        all.setManaged(all.isVisible());
        pretty.setDisable(!(row.payload() instanceof Payload.Text));
        save.setDisable(row.payload() instanceof Payload.None);
        content.setText(shown.text());
    }

    private void toEnd() {
        list.choose(-1);
        list.follow(true);
    }

    private void pressed(KeyEvent event) {
        boolean typing = event.getTarget() == filter || event.getTarget() == content;
        if (CLEAR.match(event)) {
            clear.fire();
        } else if (!typing && COPY_JSON.match(event)) {
            model.selectedEvent().ifPresent(row -> Copy.text(Detail.kept(row)));
        } else if (!typing && COPY.match(event)) {
            model.selectedEvent().ifPresent(row -> Copy.text(RowPainter.line(row, row.device().map(model::nameOf).orElse("–"))));
        } else if (!typing && event.getCode() == KeyCode.F && !event.isShortcutDown()) {
            follow.fire();
        } else if (!typing && event.getCode() == KeyCode.T && !event.isShortcutDown()) {
            model.refer();
        } else {
            return;
        }
        event.consume();
    }

    @FXML
    private void copyRow() {
        model.selectedEvent().ifPresent(row -> Copy.text(RowPainter.line(row, row.device().map(model::nameOf).orElse("–"))));
    }

    @FXML
    private void copyContent() {
        model.selectedEvent().ifPresent(row -> Copy.text(Detail.kept(row)));
    }

    @FXML
    private void refer() {
        model.refer();
        list.requestFocus();
    }

    private void save() {
        Event row = model.selectedEvent().orElseThrow();
        FileChooser chooser = new FileChooser();
        chooser.setTitle(texts.get("timeline.save"));
        chooser.setInitialFileName(row.type() + "-" + RowPainter.clock(row).replace(':', '-') + (row.payload() instanceof Payload.Text ? ".json" : ".txt"));
        File file = chooser.showSaveDialog(root.getScene().getWindow());
        if (file != null) {
            try {
                Files.writeString(file.toPath(), Detail.kept(row));
            } catch (IOException e) {
                desk.notices().problem(Problem.of(Code.STORE_FAILED, e.toString()));
            }
        }
    }

    void focusFilter() {
        filter.requestFocus();
        filter.selectAll();
    }

    /// Handles Esc: clears the selection, else the filter.
    boolean escape() {
        if (model.selected().get() >= 0) {
            list.choose(-1);
            return true;
        }
        if (!model.filterText().get().isEmpty()) {
            model.clearFilter();
            return true;
        }
        return false;
    }

    @Override
    public long first() {
        return model.matches().first();
    }

    @Override
    public long end() {
        return model.matches().end();
    }

    @Override
    public void paint(GraphicsContext g, Inks inks, long row, double y, double width) {
        painter.paint(g, inks, row, y, width);
    }

    @Override
    public String spoken(long row) {
        return texts.get("timeline.spoken", row - first() + 1, end() - first(), painter.spoken(row));
    }

    @Override
    public void chosen(long row) {
        model.select(row);
    }

    @Override
    public void followed(boolean following) {
        model.follow(following);
    }
}
