package earshot.ui.timeline;

import module java.base;

import earshot.event.Event;
import earshot.event.EventExporter;
import earshot.event.EventPayload;
import earshot.ui.kit.CanvasListView;
import earshot.ui.kit.EmptyState;
import earshot.ui.kit.FilterField;
import earshot.ui.kit.JsonPane;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.PointerMotion;
import earshot.ui.kit.RowMenu;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ThemeColors;
import earshot.ui.kit.TwoWayBinding;
import earshot.ui.kit.ViewContext;
import earshot.ui.kit.ViewController;
import earshot.wire.MessageFamily;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.css.PseudoClass;
import javafx.fxml.FXML;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.Font;
import javafx.stage.Window;

/// Binds the timeline's nodes to its view model.
final class TimelineController extends ViewController implements CanvasListView.RowModel {
    private static final KeyCombination COPY = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);
    private static final KeyCombination COPY_JSON = new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);
    private static final KeyCombination CLEAR = new KeyCodeCombination(KeyCode.L, KeyCombination.SHORTCUT_DOWN);
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
    private static final String PROBLEMS_ONLY = "level:warning";

    private final ViewContext viewContext;
    private final Texts texts;
    private final TimelineViewModel model;
    private final EventRowPainter rowPainter;
    private final TimelineExport export;
    private final CanvasListView list = new CanvasListView(this);
    private final JsonPane content;
    private final Label findings = Nodes.wrappedLabel("", "warn-text", "small");
    private ReadOnlyBooleanProperty hand;
    private boolean showAll;

    @FXML private VBox root;
    @FXML private FilterField filter;
    @FXML private Label wrong;
    @FXML private ToggleButton regex;
    @FXML private ToggleButton matchCase;
    @FXML private ToggleButton problemsOnly;
    @FXML private MenuButton families;
    @FXML private Label count;
    @FXML private ToggleButton follow;
    @FXML private Region followIcon;
    @FXML private Button clear;
    @FXML private FlowPane chips;
    @FXML private Pane header;
    @FXML private SplitPane split;
    @FXML private StackPane rows;
    @FXML private Button fresh;
    @FXML private EmptyState empty;
    @FXML private VBox detail;
    @FXML private Label detailTitle;
    @FXML private ToggleButton pretty;
    @FXML private Label cut;
    @FXML private Button all;
    @FXML private Button save;

    TimelineController(ViewContext viewContext, TimelineViewModel model) {
        this.viewContext = viewContext;
        this.model = model;
        texts = viewContext.texts();
        content = new JsonPane(texts, viewContext.pump(), texts.get("timeline.content"));
        rowPainter = new EventRowPainter(model, Font.font("Noto Sans CJK SC", 13));
        export = new TimelineExport(viewContext, model);
    }

    @FXML
    private void initialize() {
        rows.getChildren().addFirst(list);
        PointerMotion motion = new PointerMotion(rows, viewContext.pump());
        untilClosed(motion);
        hand = motion.moving();
        list.holdWhile(hand);
        RowMenu.install(list, new TimelineMenu(viewContext, model, export, this::window)::items);
        list.selectSeveralRows();
        list.setAccessibleText(texts.get("view.timeline"));
        useFilter(filter, list);
        filter.addClearButton(texts.get("timeline.filter.clear"));
        FilterCompletion.offer(filter, model::suggestions);
        new ColumnHeadings(header, texts).show();
        split.getItems().remove(detail);
        VBox.setVgrow(content, Priority.ALWAYS);
        detail.getChildren().addAll(findings, content);
        untilClosed(content::close);
        pretty.setSelected(true);
        setActions();
        subscribeToModel();
        model.setRowListeners(this::rowsChanged, () -> list.rowsRenumbered(model.selectedRow()));
        list.follow(model.following().get());
        list.rowsRenumbered(model.selectedRow());
        showDetail();
    }

    private void setActions() {
        follow.setOnAction(_ -> {
            if (follow.isSelected()) {
                followNewest();
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
        familyItem(Optional.empty());
        Stream.of(MessageFamily.values()).forEach(family -> familyItem(Optional.of(family)));
        clear.setOnAction(_ -> {
            if (model.clearedBefore().get() > 0) {
                model.undoClear();
            } else {
                model.clear();
            }
        });
        fresh.setOnAction(_ -> followNewest());
        pretty.setOnAction(_ -> showDetail());
        all.setOnAction(_ -> {
            showAll = true;
            showDetail();
        });
        save.setOnAction(_ -> export.saveContent(window()));
        root.addEventHandler(KeyEvent.KEY_PRESSED, this::keyPressed);
    }

    private void familyItem(Optional<MessageFamily> family) {
        MenuItem item = new MenuItem(familyName(family));
        item.setOnAction(_ -> model.showFamily(family));
        families.getItems().add(item);
    }

    private String familyName(Optional<MessageFamily> family) {
        return texts.get("timeline.family." + family.map(MessageFamily::word).orElse("all"));
    }

    private void subscribeToModel() {
        untilClosed(
            TwoWayBinding.bind(filter.textProperty(), model.filterText()),
            TwoWayBinding.bind(regex.selectedProperty(), model.regex()),
            TwoWayBinding.bind(matchCase.selectedProperty(), model.matchCase()),
            model.filter().subscribe(_ -> showFilter()),
            model.selected().subscribe((_, _) -> {
                showAll = false;
                showDetail();
            }),
            model.following().subscribe(_ -> showFollowing()), hand.subscribe((_, _) -> showFollowing()),
            model.newRows().subscribe((_, _) -> showFollowing()),
            model.matchCount().subscribe((_, _) -> showCount()),
            model.totalCount().subscribe(_ -> showCount()),
            model.selectedCount().subscribe((_, _) -> showCount()),
            model.clearedBefore().subscribe(before -> clear.setText(texts.get(before.longValue() > 0 ? "timeline.unclear" : "timeline.clear"))));
    }

    private void rowsChanged() {
        list.repaint();
        showTitle();
        showFindings();
        showEmpty();
        showFollowing();
    }

    private void showFilter() {
        TimelineViewModel.FilterState state = model.filter().get();
        boolean bad = state.error().isPresent();
        filter.pseudoClassStateChanged(WRONG, bad);
        wrong.setText(state.error().map(error -> texts.get(error.key(), error.part())).orElse(""));
        Nodes.setShown(wrong, bad);
        chips.getChildren().setAll(state.active().chips().stream().map(this::chip).toList());
        Nodes.setShown(chips, !state.active().chips().isEmpty());
        problemsOnly.setSelected(state.active().chips().contains(PROBLEMS_ONLY));
        families.setText(familyName(model.family()));
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
        // while a hand works over the rows they stay where they are
        long below = following ? hand.get() ? list.rowsBelow() : 0 : model.newRows().get();
        fresh.setText(texts.get("timeline.fresh", below));
        fresh.setVisible(below > 0);
    }

    private void showCount() {
        int selected = model.selectedCount().get();
        count.setText(selected > 1 ? texts.get("timeline.count.selected", model.matchCount().get(), model.totalCount().get(), selected)
            : texts.get("timeline.count", model.matchCount().get(), model.totalCount().get()));
        showEmpty();
    }

    private void showEmpty() {
        boolean nothing = model.matchCount().get() == 0;
        empty.setVisible(nothing);
        if (nothing) {
            if (model.totalCount().get() == 0) {
                showEmpty("nothing", () -> viewContext.navigate().accept(NavigationTarget.of("devices")));
            } else if (model.filter().get().active().text().isBlank()) {
                showEmpty("cleared", model::undoClear);
            } else {
                showEmpty("filtered", filter::clear);
            }
        }
    }

    private void showEmpty(String reason, Runnable remedy) {
        String key = "timeline.empty." + reason;
        empty.show(texts.get(key, model.totalCount().get()), texts.get(key + ".what"), texts.get(key + ".do"), remedy);
    }

    private void showDetail() {
        Optional<Event> event = model.selectedEvent();
        if (event.isEmpty()) {
            split.getItems().remove(detail);
            return;
        }
        if (!split.getItems().contains(detail)) {
            split.getItems().add(detail);
            split.setDividerPositions(0.55);
        }
        showFindings();
        Event row = event.get();
        EventDetail shown = EventDetail.of(row, showAll, texts.language().locale());
        showTitle();
        cut.setText(
            shown.truncated()
                ? texts.get(shown.restAvailable() ? "timeline.cut" : "timeline.cut.gone", EventExporter.size(shown.shownBytes()),
                    EventExporter.size(shown.allBytes()))
                : "");
        Nodes.setShown(all, shown.truncated() && shown.restAvailable() && !showAll);
        pretty.setDisable(!(row.payload() instanceof EventPayload.Text));
        save.setDisable(row.payload() instanceof EventPayload.None);
        content.show(shown.text(), pretty.isSelected());
    }

    /// With the name that the device has now.
    private void showTitle() {
        model.selectedEvent().ifPresent(row -> detailTitle.setText(EventExporter.arrow(row.direction()) + " " + row.type()
            + row.device().map(id -> " · " + model.deviceName(id)).orElse("") + " · " + EventRowPainter.clock(row)));
    }

    /// A message may be shown before it is judged.
    private void showFindings() {
        findings.setText(model.selectedFindings());
        Nodes.setShown(findings, !findings.getText().isEmpty());
    }

    void showProblemsOnly() {
        model.addChip(PROBLEMS_ONLY);
    }

    /// Selects a row, and gives the list the keyboard where a person asked for the row.
    void select(long row, boolean asked) {
        list.select(row);
        if (asked) {
            list.requestFocus();
        }
    }

    private void followNewest() {
        list.select(-1);
        list.follow(true);
    }

    private void keyPressed(KeyEvent event) {
        boolean typing = event.getTarget() instanceof TextInputControl;
        if (CLEAR.match(event)) {
            clear.fire();
        } else if (!typing && COPY_JSON.match(event)) {
            export.copyContent();
        } else if (!typing && COPY.match(event)) {
            export.copyText();
        } else if (!typing && event.getCode() == KeyCode.F && !event.isShortcutDown()) {
            follow.fire();
        } else if (!typing && event.getCode() == KeyCode.T && !event.isShortcutDown()) {
            model.toggleReference();
        } else {
            return;
        }
        event.consume();
    }

    @FXML
    private void copyRow() {
        export.copyText();
    }

    @FXML
    private void copyContent() {
        export.copyContent();
    }

    @FXML
    void saveShown() {
        export.saveShown(window());
    }

    private Window window() {
        return root.getScene().getWindow();
    }

    @FXML
    private void refer() {
        model.toggleReference();
        list.requestFocus();
    }

    @Override
    public boolean escape() {
        if (model.selected().get() >= 0) {
            list.select(-1);
            return true;
        }
        return super.escape();
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
    public void paint(GraphicsContext g, ThemeColors themeColors, long row, double y, double width) {
        rowPainter.paint(g, themeColors, row, y, width);
    }

    @Override
    public Optional<String> wholeText(long row) {
        return rowPainter.wholeText(row);
    }

    @Override
    public String accessibleText(long row) {
        return texts.get("timeline.spoken", row - first() + 1, end() - first(), rowPainter.spoken(row));
    }

    @Override
    public void selected(long row) {
        model.select(row);
    }

    @Override
    public void selected(long anchor, long row) {
        model.extendSelection(anchor, row);
    }

    @Override
    public void followingChanged(boolean following) {
        model.follow(following);
    }
}
