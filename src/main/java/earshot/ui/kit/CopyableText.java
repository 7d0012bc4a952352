package earshot.ui.kit;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/// A text with a button that copies it.
public final class CopyableText extends HBox {
    private final Label label = new Label();

    /// @param accessibleText name of the button for screen readers, also its tooltip
    public CopyableText(String text, String accessibleText) {
        getStyleClass().add("copy-text");
        label.setText(text);
        label.setMinWidth(60);
        Region icon = new Region();
        icon.getStyleClass().addAll("icon", "icon-copy");
        Button copy = new Button(null, icon);
        copy.getStyleClass().setAll("button", "icon-button");
        copy.setAccessibleText(accessibleText + " " + text);
        copy.setTooltip(new Tooltip(accessibleText));
        copy.setOnAction(_ -> SystemClipboard.copy(label.getText()));
        getChildren().addAll(label, copy);
    }
}
