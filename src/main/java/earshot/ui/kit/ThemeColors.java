package earshot.ui.kit;

import module java.base;

import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;

/// Colors of the style sheet for controls that paint on a canvas. Added to such a control as an invisible child: each
/// color is read from a label with the style class `ink-<name>`, and so follows the theme. On the FX thread only.
public final class ThemeColors extends Region {
    private final Map<ColorRole, Label> colorProbes = new HashMap<>();

    /// Color roles. The style class in `console.css` is `ink-<name in lower case>`.
    public enum ColorRole { TEXT, MUTED, FAINT, LINE, SURFACE, STRIPE, SELECTED, OK, WARN, BAD, IN, OUT, IN_SOFT, OUT_SOFT, QUIET_SOFT, WARN_SOFT, BAD_SOFT }

    /// @param onChange called after a color has changed, to repaint
    public ThemeColors(Runnable onChange) {
        setManaged(false);
        setVisible(false);
        for (ColorRole colorRole : ColorRole.values()) {
            Label probe = new Label();
            probe.getStyleClass().setAll("ink-" + Texts.keyOf(colorRole).replace('_', '-'));
            probe.textFillProperty().subscribe((_, _) -> onChange.run());
            colorProbes.put(colorRole, probe);
            getChildren().add(probe);
        }
    }

    /// The current color of a role; gray until the style sheet is applied.
    public Color get(ColorRole colorRole) {
        return colorProbes.get(colorRole).getTextFill() instanceof Color color ? color : Color.GRAY;
    }
}
