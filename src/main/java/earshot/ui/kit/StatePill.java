package earshot.ui.kit;

import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/// Shows a state by word, shape and color, never by color alone (U41).
public final class StatePill extends Label {
    private final Region shape = Nodes.region("shape");

    public StatePill() {
        getStyleClass().setAll("label", "pill");
        setGraphic(shape);
        setMinWidth(USE_PREF_SIZE);
    }

    /// @param form style class of the shape, for example `shape-listening`
    /// @param tone style class of the color: `is-ok`, `is-warn`, `is-bad`, `is-in`, `is-out`, `is-quiet`
    public void show(String text, String form, String tone) {
        setText(text);
        Nodes.setStyleClasses(shape, "shape", form);
        Nodes.setStyleClasses(this, "label", "pill", tone);
    }
}
