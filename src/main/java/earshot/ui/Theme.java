package earshot.ui;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.scene.Parent;

/// Light, dark, or the desktop's choice.
public enum Theme {
    SYSTEM,
    LIGHT,
    DARK;

    /// The next theme of the title bar's button.
    Theme next() {
        return values()[(ordinal() + 1) % values().length];
    }

    boolean dark() {
        return switch (this) {
            case LIGHT -> false;
            case DARK -> true;
            case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
        };
    }

    /// Has the whole program use it. Call it before the first control is made, for which JavaFX would load a theme of its own.
    void use() {
        String sheet = dark() ? new PrimerDark().getUserAgentStylesheet() : new PrimerLight().getUserAgentStylesheet();
        if (!sheet.equals(Application.getUserAgentStylesheet())) {
            Application.setUserAgentStylesheet(sheet);
        }
    }

    /// Applies it to the whole program; `root` gets the style class `dark` or `light` for the colors of `console.css`.
    void apply(Parent root) {
        use();
        boolean dark = dark();
        root.getStyleClass().removeAll("dark", "light");
        root.getStyleClass().add(dark ? "dark" : "light");
    }
}
