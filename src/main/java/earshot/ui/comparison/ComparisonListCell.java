package earshot.ui.comparison;

import module java.base;

import earshot.data.Alignment.Pair;
import earshot.data.ControlCharacters;
import earshot.replay.ComparedLine;
import earshot.replay.RecordingComparison;
import earshot.ui.kit.ItemCell;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Texts;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/// List cell of the comparison: what it is, and what each session has of it, side by side.
final class ComparisonListCell extends ItemCell<ComparisonRow> {
    static final double WHAT = 190;

    private final Texts texts;
    private final LineFormatter formatter;
    private final Function<RecordingComparison.Device, String> deviceName;
    private final Label what = Nodes.fixWidth(new Label(), WHAT);
    private final Label first = side();
    private final Label second = side();
    private final HBox line = new HBox(12, what, first, second);
    private final Label heading = Nodes.label("");
    private final Label differences = Nodes.uncut(Nodes.label("", "chip", "is-warn"));
    private final HBox head = new HBox(10, heading, differences);

    ComparisonListCell(Texts texts, Function<RecordingComparison.Device, String> deviceName) {
        this.texts = texts;
        this.deviceName = deviceName;
        formatter = new LineFormatter(texts);
        getStyleClass().add("comparison-cell");
        heading.setMinWidth(0);
        for (HBox row : List.of(line, head)) {
            row.setAlignment(Pos.CENTER_LEFT);
            row.prefWidthProperty().bind(widthProperty().subtract(32));
            row.setMaxWidth(Region.USE_PREF_SIZE);
        }
    }

    /// Both sides are as wide, whatever stands in them.
    static Label side() {
        Label side = Nodes.grow(new Label());
        side.setMinWidth(0);
        side.setPrefWidth(1);
        return side;
    }

    @Override
    protected void show(ComparisonRow row) {
        switch (row) {
            case ComparisonRow.OfDevice(RecordingComparison.Device device) -> show(deviceName.apply(device), "subheading",
                texts.get("comparison.count", device.differences()), device.differences() > 0);
            case ComparisonRow.OfTurn(int connection, int turn, String heard) -> show(
                texts.get("comparison.turn", turn) + (connection > 1 ? " · " + texts.get("comparison.connection", connection) : "")
                + (heard.isBlank() ? "" : " · " + texts.get("turns.quoted", ControlCharacters.toSpaces(heard))), "strong", "", false);
            case ComparisonRow.Line(var _, ComparedLine compared) -> show(compared);
        }
    }

    private void show(String text, String styleClass, String count, boolean counted) {
        heading.setText(text);
        heading.getStyleClass().setAll("label", styleClass);
        differences.setText(count);
        Nodes.setShown(differences, counted);
        setGraphic(head);
        setAccessibleText(counted ? text + ", " + count : text);
    }

    private void show(ComparedLine compared) {
        Pair<String> both = formatter.brief(compared);
        what.setText((compared.same() ? "   " : "≠ ") + ControlCharacters.toSpaces(formatter.what(compared)));
        Nodes.setStyleClass(what, "warn-text", !compared.same());
        show(first, both.left(), compared.same());
        show(second, both.right(), compared.same());
        setGraphic(line);
        setAccessibleText(texts.get(compared.same() ? "comparison.row.same" : "comparison.row", formatter.what(compared), first.getText(), second.getText()));
    }

    private void show(Label side, Optional<String> text, boolean same) {
        side.setText(text.map(ControlCharacters::toSpaces).orElse(texts.get("comparison.absent")));
        Nodes.setStyleClass(side, "muted", same || text.isEmpty());
        Nodes.setStyleClass(side, "other-side", !same && text.isPresent());
    }
}
