package earshot.ui.devices;

import earshot.device.DeviceFacts;
import earshot.device.Presence;
import earshot.server.Attempt;
import earshot.ui.part.Desk;
import earshot.ui.part.Durations;
import earshot.ui.part.EditableLabel;
import earshot.ui.part.LevelMeter;
import earshot.ui.part.Pill;
import earshot.watch.Pin;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/// Cell of the device list. Cells are reused for other rows, so it listens only to the row it shows.
final class RowCell extends ListCell<Row> {
    private static final PseudoClass CHANGED = PseudoClass.getPseudoClass("changed");
    private static final PseudoClass ABSENT = PseudoClass.getPseudoClass("absent");
    private static final PseudoClass LEAVING = PseudoClass.getPseudoClass("leaving");
    private static final double REFUSED_NAME = 132;
    /// Height in pixels of two lines of caption text.
    private static final double TWO_LINES = 38;
    private static final Duration FLASH = Duration.ofMillis(500);

    private final Desk desk;
    private final DevicesViewModel model;

    private final Region mark = new Region();
    private final EditableLabel name = new EditableLabel();
    private final Label test = new Label();
    private final EditableLabel second = new EditableLabel();
    private final Pill state = new Pill();
    private final Label mode = new Label();
    private final Label dialect = new Label();
    private final LevelMeter meter = new LevelMeter(false);
    private final Label level = new Label();
    private final Label roundTrip = new Label();
    private final Label last = new Label();
    private final Label age = new Label();
    private final HBox device;

    private final Pill refusedState = new Pill();
    private final Label refusedName = new Label();
    private final Label refusedAt = new Label();
    private final Label refusedAge = new Label();
    private final Label refusedWhy = new Label();
    private final HBox refused;

    private final Label leavingWords = new Label();
    private final HBox leaving;

    private Subscription listening = () -> { };
    private Pin flash = () -> { };
    private Optional<Look> before = Optional.empty();

    /// The facts whose change makes the row flash: not every message, only visible changes of state.
    private record Look(Presence presence, Object state, Object mode, boolean speaking, String name) {
        static Look of(DeviceFacts facts) {
            return facts.connection()
                .map(connection -> new Look(facts.presence(), connection.listenState(), connection.mode(), connection.speaking(), facts.name()))
                .orElse(new Look(facts.presence(), "", "", false, facts.name()));
        }
    }

    RowCell(Desk desk, DevicesViewModel model) {
        this.desk = desk;
        this.model = model;
        getStyleClass().add("device-cell");
        mark.getStyleClass().addAll("shape", "shape-attention");
        test.getStyleClass().addAll("chip", "is-quiet");
        test.setText(desk.texts().get("device.test"));
        test.setMinWidth(USE_PREF_SIZE);
        name.setPrompt(desk.texts().get("device.name.prompt"));
        second.setPrompt(desk.texts().get("device.note.prompt"));
        name.setOnCommit(typed -> deviceId().ifPresent(id -> model.rename(id, typed)));
        second.setOnCommit(typed -> deviceId().ifPresent(id -> model.annotate(id, typed)));
        second.label().getStyleClass().add("caption");
        HBox first = left(mark, name);
        HBox under = left(test, second);
        mode.getStyleClass().add("caption");
        dialect.getStyleClass().add("caption");
        roundTrip.getStyleClass().add("number");
        age.getStyleClass().add("number");
        level.getStyleClass().add("number");
        last.getStyleClass().addAll("caption", "last");
        last.setWrapText(true);
        last.setMaxHeight(TWO_LINES);
        HBox.setHgrow(meter, Priority.ALWAYS);
        level.setMinWidth(46);
        level.setAlignment(Pos.CENTER_RIGHT);
        HBox levelBox = new HBox(4, meter, level);
        levelBox.setAlignment(Pos.CENTER_LEFT);
        meter.setMaxHeight(8);
        device = row(
            Columns.NAME.fit(lines(first, under)), Columns.STATE.fit(lines(state, mode)), Columns.DIALECT.fit(dialect), Columns.LEVEL.fit(levelBox),
            Columns.ROUND_TRIP.fit(roundTrip), Columns.LAST.fit(last), Columns.AGE.fit(age));
        roundTrip.setAlignment(Pos.CENTER_RIGHT);
        age.setAlignment(Pos.CENTER_RIGHT);

        refusedAt.getStyleClass().add("caption");
        refusedName.setMinWidth(0);
        refusedWhy.setWrapText(true);
        refusedWhy.setMaxHeight(TWO_LINES);
        refusedWhy.getStyleClass().addAll("caption", "why");
        refusedWhy.setMinWidth(0);
        refusedWhy.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(refusedWhy, Priority.ALWAYS);
        VBox who = Columns.NAME.fit(lines(refusedName, refusedAt));
        HBox.setHgrow(who, Priority.NEVER);
        who.setMaxWidth(REFUSED_NAME);
        who.setPrefWidth(REFUSED_NAME);
        refusedAge.getStyleClass().add("number");
        refusedAge.setAlignment(Pos.CENTER_RIGHT);
        refused = row(who, Columns.STATE.fit(left(refusedState)), refusedWhy, Columns.AGE.fit(refusedAge));

        leavingWords.getStyleClass().add("caption");
        Region joint = new Region();
        joint.getStyleClass().addAll("shape", "shape-joint");
        leaving = row(joint, leavingWords);
        setPrefWidth(0);
    }

    private Optional<String> deviceId() {
        return getItem() instanceof DeviceRow row ? Optional.of(row.device().id()) : Optional.empty();
    }

    @Override
    protected void updateItem(Row item, boolean none) {
        Row previous = getItem();
        super.updateItem(item, none);
        if (!none && previous == item && getGraphic() != null) {
            return;
        }
        listening.unsubscribe();
        listening = () -> { };
        before = Optional.empty();
        pseudoClassStateChanged(CHANGED, false);
        pseudoClassStateChanged(ABSENT, false);
        pseudoClassStateChanged(LEAVING, item instanceof Row.Leaving);
        setText(null);
        if (none || item == null) {
            setGraphic(null);
            setAccessibleText(null);
            return;
        }
        switch (item) {
            case DeviceRow row -> {
                listening = Subscription.combine(
                    row.facts().subscribe(_ -> show(row)), row.attention().subscribe(_ -> show(row)), row.meter().shown().subscribe(_ -> showLevel(row)),
                    model.ticks().subscribe(_ -> showAge(row)));
                setGraphic(device);
            }
            case Row.Refused row -> {
                show(row.attempt());
                listening = model.ticks().subscribe(_ -> show(row.attempt()));
                setGraphic(refused);
            }
            case Row.Leaving row -> {
                listening = model.ticks().subscribe(_ -> leavingWords.setText(words().leaving(row.facts(), desk.time().now())));
                setGraphic(leaving);
            }
        }
    }

    private void show(DeviceRow row) {
        DeviceFacts facts = row.facts().get();
        DeviceWords words = words();
        name.setText(words.name(facts));
        second.setText(words.second(facts));
        test.setVisible(facts.test());
        test.setManaged(facts.test());
        DeviceWords.State now = words.state(facts);
        state.show(now.words(), now.shape(), now.tone());
        mode.setText(words.mode(facts));
        mode.setVisible(facts.connection().isPresent());
        mode.setManaged(mode.isVisible());
        dialect.setText(words.dialect(facts).map(words::dialect).orElse("–"));
        roundTrip.setText(words.roundTrip(facts));
        Optional<Attention> attention = row.attention().get();
        mark.setVisible(attention.isPresent());
        mark.setManaged(attention.isPresent());
        last.getStyleClass().remove("warn-text");
        attention.ifPresent(_ -> last.getStyleClass().add("warn-text"));
        last.setText(attention.map(words::attention).orElse(words.lastEvent(facts)));
        if (last.getTooltip() == null) {
            last.setTooltip(new Tooltip());
        }
        last.getTooltip().setText(last.getText());
        pseudoClassStateChanged(ABSENT, facts.connection().isEmpty());
        meter.setVisible(facts.connection().isPresent());
        showAge(row);
        setAccessibleText(String.join(", ", List.of(name.label().getText(), now.words(), mode.getText(), last.getText())));
        flash(facts);
    }

    private void flash(DeviceFacts facts) {
        Look now = Look.of(facts);
        boolean changed = before.isPresent() && !before.get().equals(now);
        before = Optional.of(now);
        if (changed && !desk.reducedMotion().get()) {
            flash.close();
            pseudoClassStateChanged(CHANGED, true);
            flash = desk.pump().after(FLASH, () -> pseudoClassStateChanged(CHANGED, false));
        }
    }

    private void showLevel(DeviceRow row) {
        double db = row.meter().shown().get();
        level.setText(words().level(db));
        meter.show(db, row.meter().peak().get(), row.meter().lamp(), row.device().threshold().get(), words().meter(db, row.meter().lamp()));
    }

    private void showAge(DeviceRow row) {
        age.setText(words().age(row.facts().get(), desk.time().now()));
    }

    private void show(Attempt attempt) {
        refusedName.setText(attempt.device().orElse(attempt.remote()));
        refusedAt.setText(attempt.device().isPresent() ? attempt.remote() : "");
        refusedAge.setText(Durations.age(Duration.between(attempt.at(), desk.time().now()), desk.texts()));
        refusedState.show(desk.texts().get("attempt.refused"), "shape-refused", "is-bad");
        refusedWhy.setText(words().refused(attempt));
        setAccessibleText(String.join(", ", List.of(refusedName.getText(), refusedState.getText(), refusedWhy.getText())));
    }

    /// Starts editing the name of the row (F2).
    void rename() {
        name.edit();
    }

    private DeviceWords words() {
        return new DeviceWords(desk.texts());
    }

    private static HBox left(Node... nodes) {
        HBox box = new HBox(6, nodes);
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    private static VBox lines(Node upper, Node lower) {
        VBox lines = new VBox(1, upper, lower);
        lines.setAlignment(Pos.CENTER_LEFT);
        return lines;
    }

    private static HBox row(Node... nodes) {
        HBox row = new HBox(Columns.GAP, nodes);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }
}
