package earshot.ui.devices;

import module java.base;

import earshot.device.DeviceFacts;
import earshot.device.Presence;
import earshot.id.DeviceId;
import earshot.server.ConnectionAttempt;
import earshot.ui.kit.DurationFormatter;
import earshot.ui.kit.EditableLabel;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.LayoutBoundary;
import earshot.ui.kit.LevelMeter;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.StatePill;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import earshot.ui.kit.WrapGuard;
import earshot.watch.WatchSubscription;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// Cell of the device list. Cells are reused for other rows, so it listens only to the row it shows.
final class DeviceListCell extends ListCell<DeviceListRow> {
    private static final PseudoClass ABSENT = PseudoClass.getPseudoClass("absent");
    private static final PseudoClass LEAVING = PseudoClass.getPseudoClass("leaving");
    /// Height in pixels of two lines of caption text.
    private static final double TWO_LINES = 38;
    private static final Duration FLASH = Duration.ofMillis(500);
    /// Pixels above and below what a cell holds, and the line below it, as in the style sheet.
    private static final double AROUND = 6;
    private static final double LINE = 1;

    private final ViewContext viewContext;
    private final DevicesViewModel model;

    private final Region flash = Nodes.unmanagedRegion("flash");
    private final Region attentionMark = Nodes.region("shape", "shape-attention");
    private final EditableLabel name = new EditableLabel();
    private final Label test = Nodes.chip("", "is-quiet");
    private final Label findings = Nodes.chip("", "is-warn");
    private final EditableLabel secondLine = new EditableLabel();
    private final StatePill state = new StatePill();
    private final Label mode = Nodes.label("", "caption");
    private final Label dialect = Nodes.label("", "caption");
    private final LevelMeter meter = new LevelMeter(false);
    private final Label level = Nodes.label("", "number");
    private final Label roundTrip = Nodes.label("", "number");
    private final Label lastEvent = Nodes.label("", "caption", "last");
    private final Label age = Nodes.label("", "number");
    private final Region device;

    private final StatePill refusedState = new StatePill();
    private final Label refusedName = new Label();
    private final Label refusedAt = Nodes.label("", "caption");
    private final Label refusedAge = Nodes.label("", "number");
    private final Label refusedWhy = Nodes.label("", "caption", "why");
    private final Button refusedAllow;
    private final HBox refused;

    private final Label leavingWords = Nodes.label("", "caption");
    private final HBox leaving;

    private Subscription subscription = () -> { };
    private WatchSubscription flashTimer = () -> { };
    private Optional<VisibleState> shownState = Optional.empty();

    /// The facts whose change makes the row flash: not every message, only visible changes of state.
    private record VisibleState(Presence presence, Object state, Object mode, boolean speaking, String name) {
        static VisibleState of(DeviceFacts facts) {
            return facts.connection()
                .map(connection -> new VisibleState(facts.presence(), connection.listening().state(), connection.mode(), connection.speaking(), facts.name()))
                .orElse(new VisibleState(facts.presence(), "", "", false, facts.name()));
        }
    }

    DeviceListCell(ViewContext viewContext, DevicesViewModel model) {
        this.viewContext = viewContext;
        this.model = model;
        getStyleClass().add("device-cell");
        device = new LayoutBoundary(flashing(deviceRow()));
        // columns come and go with the width of the list: then a row is as wide as those that are left
        listWidth().subscribe(_ -> device.requestLayout());
        refusedAllow = Nodes.smallButton("", () -> refusal().ifPresent(model::allow));
        refusedAllow.setId("allow-refused");
        refused = refusedRow();
        leaving = rowBox(Nodes.region("shape", "shape-joint"), leavingWords);
        setPrefWidth(0);
    }

    /// Lays the flash behind a row, as large as the cell. A state of the cell itself would have each node in it look its styles up.
    private HBox flashing(HBox row) {
        flash.setVisible(false);
        row.getChildren().addFirst(flash);
        row.layoutBoundsProperty().subscribe(inside ->
            flash.resizeRelocate(-DeviceColumn.SIDE, -AROUND, inside.getWidth() + 2 * DeviceColumn.SIDE, inside.getHeight() + 2 * AROUND - LINE));
        return row;
    }

    private ObservableValue<Number> listWidth() {
        return listViewProperty().flatMap(ListView::widthProperty).orElse(0);
    }

    private HBox deviceRow() {
        ObservableValue<Number> listWidth = listWidth();
        test.setText(viewContext.texts().get("device.test"));
        name.setPrompt(viewContext.texts().get("device.name.prompt"));
        secondLine.setPrompt(viewContext.recorded() ? "" : viewContext.texts().get("device.note.prompt"));
        name.setOnCommit(typed -> deviceId().ifPresent(id -> model.rename(id, typed)));
        secondLine.setOnCommit(typed -> deviceId().ifPresent(id -> model.annotate(id, typed)));
        secondLine.label().getStyleClass().add("caption");
        findings.setTooltip(new Tooltip(viewContext.texts().get("device.findings.more")));
        Tooltip wholeEvent = new Tooltip();
        wholeEvent.textProperty().bind(lastEvent.textProperty());
        lastEvent.setTooltip(wholeEvent);
        WrapGuard.wrap(lastEvent);
        lastEvent.setMaxHeight(TWO_LINES);
        level.setMinWidth(46);
        state.setMinWidth(0);
        Nodes.explained(level, viewContext.texts().get("detail.level.what"));
        Nodes.explained(roundTrip, viewContext.texts().get("devices.column.round_trip.what"));
        Nodes.explained(age, viewContext.texts().get("devices.column.age"));
        List.of(level, roundTrip, age).forEach(number -> number.setAlignment(Pos.CENTER_RIGHT));
        HBox.setHgrow(meter, Priority.ALWAYS);
        meter.setMaxHeight(8);
        HBox levelBox = new HBox(4, meter, level);
        levelBox.setAlignment(Pos.CENTER_LEFT);
        return rowBox(
            DeviceColumn.NAME.fit(twoLines(leftBox(attentionMark, name), leftBox(test, findings, secondLine))), DeviceColumn.STATE.fit(twoLines(state, mode)),
            DeviceColumn.DIALECT.fit(dialect, listWidth),
            DeviceColumn.LEVEL.fit(new LayoutBoundary(levelBox), listWidth), DeviceColumn.ROUND_TRIP.fit(roundTrip, listWidth),
            DeviceColumn.LAST.fit(lastEvent, listWidth), DeviceColumn.AGE.fit(new LayoutBoundary(age)));
    }

    private HBox refusedRow() {
        refusedName.setMinWidth(0);
        WrapGuard.wrap(refusedWhy);
        refusedWhy.setMaxHeight(TWO_LINES);
        refusedWhy.setMinWidth(0);
        refusedAge.setAlignment(Pos.CENTER_RIGHT);
        refusedAllow.setMinWidth(USE_PREF_SIZE);
        HBox why = DeviceColumn.fitMiddle(leftBox(Nodes.grow(refusedWhy), refusedAllow), listWidth());
        return rowBox(DeviceColumn.NAME.fit(twoLines(refusedName, refusedAt)), DeviceColumn.STATE.fit(leftBox(refusedState)), why,
            DeviceColumn.AGE.fit(refusedAge));
    }

    private Optional<DeviceId> deviceId() {
        return getItem() instanceof DeviceRow row ? Optional.of(row.device().id()) : Optional.empty();
    }

    private Optional<RefusalRemedy> refusal() {
        return getItem() instanceof DeviceListRow.RefusedRow row ? RefusalRemedy.of(row.attempt()) : Optional.empty();
    }

    @Override
    protected void updateItem(DeviceListRow item, boolean empty) {
        DeviceListRow previous = getItem();
        super.updateItem(item, empty);
        if (!empty && previous == item && getGraphic() != null) {
            return;
        }
        subscription.unsubscribe();
        subscription = () -> { };
        shownState = Optional.empty();
        flash.setVisible(false);
        pseudoClassStateChanged(ABSENT, false);
        pseudoClassStateChanged(LEAVING, item instanceof DeviceListRow.ReplacedRow);
        if (empty || item == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        switch (item) {
            case DeviceRow row -> {
                subscription = Subscription.combine(
                    row.facts().subscribe(_ -> show(row)), row.attention().subscribe(_ -> show(row)), row.findings().subscribe(_ -> show(row)),
                    row.stage().subscribe(_ -> show(row)),
                    row.meter().displayLevel().subscribe(_ -> showLevel(row)),
                    model.ageTicks().subscribe(_ -> showAge(row)));
                setGraphic(device);
            }
            case DeviceListRow.RefusedRow row -> {
                subscription = model.ageTicks().subscribe(_ -> show(row.attempt()));
                setGraphic(refused);
            }
            case DeviceListRow.ReplacedRow row -> {
                subscription = model.ageTicks().subscribe(_ -> leavingWords.setText(formatter().replacedConnection(row.facts(), viewContext.time().now())));
                setGraphic(leaving);
            }
        }
    }

    private void show(DeviceRow row) {
        DeviceFacts facts = row.facts().get();
        DeviceFormatter formatter = formatter();
        name.setText(formatter.name(facts));
        secondLine.setText(formatter.secondLine(facts));
        Nodes.setShown(test, facts.profile().test());
        DeviceFormatter.StateText now = formatter.state(facts, row.stage().get());
        state.show(now.text(), now.shape(), now.styleClass());
        mode.setText(formatter.mode(facts));
        Nodes.setShown(mode, facts.connection().isPresent());
        dialect.setText(formatter.dialect(facts).map(formatter::dialect).orElse("–"));
        roundTrip.setText(formatter.roundTrip(facts));
        Optional<AttentionReason> attention = row.attention().get();
        Nodes.setShown(attentionMark, attention.isPresent());
        Nodes.setStyleClass(lastEvent, "warn-text", attention.isPresent());
        lastEvent.setText(attention.map(reason -> viewContext.texts().get("attention." + Texts.keyOf(reason))).orElse(formatter.lastEvent(facts)));
        pseudoClassStateChanged(ABSENT, facts.connection().isEmpty());
        meter.setVisible(facts.connection().isPresent());
        showAge(row);
        int open = row.findings().get();
        findings.setText(viewContext.texts().get("device.findings", open));
        Nodes.setShown(findings, open > 0);
        setAccessibleText(Stream.of(name.label().getText(), now.text(), mode.getText(), lastEvent.getText(), open > 0 ? findings.getText() : "")
            .filter(part -> !part.isEmpty()).collect(Collectors.joining(", ")));
        flash(facts);
    }

    private void flash(DeviceFacts facts) {
        VisibleState now = VisibleState.of(facts);
        boolean changed = shownState.isPresent() && !shownState.get().equals(now);
        shownState = Optional.of(now);
        if (changed && !viewContext.reducedMotion().get()) {
            flashTimer.close();
            flash.setVisible(true);
            flashTimer = viewContext.pump().atEndOf(FxPump.STEP, FLASH, () -> flash.setVisible(false));
        }
    }

    private void showLevel(DeviceRow row) {
        double db = row.meter().displayLevel().get();
        level.setText(formatter().level(row.meter().reading()));
        meter.show(db, row.meter().peak().get(), row.meter().clipped(), row.device().threshold().get(), formatter().meterText(db, row.meter().clipped()));
    }

    private void showAge(DeviceRow row) {
        age.setText(formatter().age(row.facts().get(), viewContext.time().now()));
    }

    private void show(ConnectionAttempt attempt) {
        refusedName.setText(attempt.device().map(DeviceId::value).orElse(attempt.remote()));
        refusedAt.setText(attempt.device().isPresent() ? attempt.remote() : "");
        refusedAge.setText(DurationFormatter.age(Duration.between(attempt.at(), viewContext.time().now()), viewContext.texts()));
        refusedState.show(viewContext.texts().get("attempt.refused"), "shape-refused", "is-bad");
        refusedWhy.setText(
            attempt.problem().map(problem -> viewContext.texts().sentences(viewContext.texts().why(problem), viewContext.texts().remedy(problem))).orElse(""));
        refusal().ifPresent(remedy -> refusedAllow.setText(viewContext.texts().get(remedy.label())));
        Nodes.setShown(refusedAllow, refusal().isPresent());
        setAccessibleText(String.join(", ", List.of(refusedName.getText(), refusedState.getText(), refusedWhy.getText())));
    }

    /// Starts editing the name of the row (F2).
    void editName() {
        name.edit();
    }

    private DeviceFormatter formatter() {
        return new DeviceFormatter(viewContext.texts());
    }

    private static HBox leftBox(Node... nodes) {
        HBox box = new HBox(6, nodes);
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    private static VBox twoLines(Node upper, Node lower) {
        VBox lines = new VBox(1, upper, lower);
        lines.setAlignment(Pos.CENTER_LEFT);
        return lines;
    }

    private static HBox rowBox(Node... nodes) {
        HBox row = new HBox(DeviceColumn.GAP, nodes);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }
}
