package earshot.ui.timeline;

import earshot.ui.kit.Nodes;
import earshot.ui.kit.Texts;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;

/// The names of the columns above the rows, where [EventRowPainter] paints them.
record ColumnHeadings(Pane header, Texts texts) {
    void show() {
        add("timeline.column.time", EventRowPainter.TIME);
        add("timeline.column.delta", EventRowPainter.DELTA + 20);
        add("timeline.column.device", EventRowPainter.DEVICE);
        add("timeline.column.type", EventRowPainter.TYPE);
        add("timeline.column.summary", EventRowPainter.SUMMARY);
        Label size = add("timeline.column.size", 0);
        size.layoutXProperty().bind(Bindings.createDoubleBinding(() -> header.getWidth() - size.getWidth() - 24, header.widthProperty(), size.widthProperty()));
    }

    private Label add(String key, double x) {
        Label label = Nodes.label(texts.get(key), "caption");
        label.setLayoutX(x);
        label.setLayoutY(4);
        header.getChildren().add(label);
        return label;
    }
}
