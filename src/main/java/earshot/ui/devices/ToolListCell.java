package earshot.ui.devices;

import earshot.tool.Tool;
import earshot.ui.kit.ItemCell;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Texts;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/// List cell of a tool: its name, whether it is for people only, and the beginning of what it says of itself.
final class ToolListCell extends ItemCell<Tool> {
    private final Label name = Nodes.uncut(Nodes.label("", "strong"));
    private final Label user;
    private final Label description = Nodes.label("", "caption");
    private final HBox row;

    ToolListCell(Texts texts) {
        user = Nodes.chip(texts.get("tools.user"), "is-quiet");
        description.setMinWidth(0);
        row = new HBox(8, name, user, description);
        row.setAlignment(Pos.CENTER_LEFT);
        setPrefWidth(0);
    }

    @Override
    protected void show(Tool tool) {
        name.setText(tool.name());
        Nodes.setShown(user, tool.forUser());
        description.setText(tool.description().lines().findFirst().orElse(""));
        setGraphic(row);
        setAccessibleText(String.join(", ", tool.name(), tool.forUser() ? user.getText() : "", description.getText()));
    }
}
