package earshot.ui.part;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;

/// The style sheet's colours for what is painted by hand. An invisible child of the painted control: each ink is the text
/// colour of the style class `ink-<name>`, and changes with the theme. On the FX thread only.
public final class Inks extends Region {
    private final Map<Ink, Label> probes = new HashMap<>();

    /// The roles that are painted with; `ink-<name in lower case>` in `console.css`.
    public enum Ink { TEXT, MUTED, FAINT, LINE, SURFACE, STRIPE, SELECTED, OK, WARN, BAD, IN, OUT, IN_SOFT, OUT_SOFT, QUIET_SOFT, WARN_SOFT, BAD_SOFT }

    /// @param changed called after any colour changed: paint again
    public Inks(Runnable changed) {
        setManaged(false);
        setVisible(false);
        for (Ink ink : Ink.values()) {
            Label probe = new Label();
            probe.getStyleClass().setAll("ink-" + ink.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            probe.textFillProperty().subscribe((_, _) -> changed.run());
            probes.put(ink, probe);
            getChildren().add(probe);
        }
    }

    public Color get(Ink ink) {
        return probes.get(ink).getTextFill() instanceof Color color ? color : Color.GRAY;
    }
}
