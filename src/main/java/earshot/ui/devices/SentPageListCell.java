package earshot.ui.devices;

import earshot.display.SentPage;
import earshot.ui.kit.ItemCell;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.TimeFormatter;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/// List cell of a page that was sent to a badge: when, how it begins, and what the badge said to it.
final class SentPageListCell extends ItemCell<SentPage> {
    private final ScreenFormatter formatter;
    private final Label at = Nodes.uncut(Nodes.label("", "number", "muted"));
    private final Label begin = Nodes.label("");
    private final Label said = Nodes.uncut(Nodes.label(""));
    private final HBox row;

    SentPageListCell(ScreenFormatter formatter) {
        this.formatter = formatter;
        begin.setMinWidth(0);
        row = new HBox(10, at, Nodes.grow(begin), said);
        row.setAlignment(Pos.CENTER_LEFT);
        setPrefWidth(0);
    }

    @Override
    protected void show(SentPage sent) {
        at.setText(TimeFormatter.CLOCK.format(sent.at()));
        begin.setText(ScreenFormatter.begin(sent));
        said.setText(formatter.acknowledgement(sent.acknowledgement()));
        said.getStyleClass().setAll("label", "small", ScreenFormatter.styleClass(sent.acknowledgement()));
        setGraphic(row);
        setAccessibleText(String.join(", ", at.getText(), begin.getText(), said.getText()));
    }
}
