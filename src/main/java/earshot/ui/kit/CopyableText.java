package earshot.ui.kit;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;

/// A text with a button that copies it.
public final class CopyableText extends HBox {
    /// @param accessibleText name of the button for screen readers, also its tooltip
    public CopyableText(String text, String accessibleText) {
        getStyleClass().add("copy-text");
        Label label = new Label(text);
        label.setMinWidth(60);
        Button copy = new Button(null, Nodes.icon("icon-copy"));
        copy.getStyleClass().setAll("button", "icon-button");
        copy.setAccessibleText(accessibleText + " " + text);
        copy.setTooltip(new Tooltip(accessibleText));
        copy.setOnAction(_ -> SystemClipboard.copy(text));
        getChildren().addAll(label, copy);
    }
}
