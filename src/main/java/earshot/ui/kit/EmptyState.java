package earshot.ui.kit;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// What a list shows instead of rows: why there are none, and a button that changes that.
public final class EmptyState extends VBox {
    private final Region icon = Nodes.icon();
    private final Label title = Nodes.wrappedLabel("", "subheading");
    private final Label explanation = Nodes.wrappedLabel("", "muted");
    private final Button action = new Button();

    public EmptyState() {
        getStyleClass().add("empty");
        setMaxHeight(USE_PREF_SIZE);
        getChildren().addAll(icon, title, explanation, action);
        Nodes.setShown(icon, false);
    }

    /// Shows an icon above the title.
    public void setIcon(String styleClass) {
        icon.getStyleClass().setAll("icon", styleClass, "icon-large");
        Nodes.setShown(icon, true);
    }

    /// Shows no button.
    public void show(String titleText, String explanationText) {
        title.setText(titleText);
        explanation.setText(explanationText);
        Nodes.setShown(action, false);
    }

    public void show(String titleText, String explanationText, String actionText, Runnable onAction) {
        show(titleText, explanationText);
        Nodes.setShown(action, true);
        action.setText(actionText);
        action.setOnAction(_ -> onAction.run());
    }
}
