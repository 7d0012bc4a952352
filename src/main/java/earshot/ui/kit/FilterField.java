package earshot.ui.kit;

import javafx.scene.control.Button;
import org.controlsfx.control.textfield.CustomTextField;

/// Text field of a filter or a search.
public final class FilterField extends CustomTextField {
    /// Adds a button that clears the field, shown while there is text.
    public void addClearButton(String accessibleText) {
        Button clear = new Button(null, Nodes.icon("icon-close"));
        clear.getStyleClass().add("icon-button");
        clear.setAccessibleText(accessibleText);
        clear.setFocusTraversable(false);
        clear.setOnAction(_ -> clear());
        clear.visibleProperty().bind(textProperty().isNotEmpty());
        setRight(clear);
    }

    /// Clears the field. Returns false if there was nothing to clear.
    public boolean clearIfFilled() {
        boolean filled = !getText().isEmpty();
        clear();
        return filled;
    }
}
