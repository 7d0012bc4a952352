package earshot.ui.kit;

import java.text.Bidi;
import javafx.scene.control.Labeled;
import javafx.scene.control.Tooltip;

/// JavaFX 26 cannot wrap text from right to left at most widths: the layout of the whole window fails. Such text of other people stays in
/// one line, which is cut at its end. On the FX thread only.
public final class WrapGuard {
    private WrapGuard() {}

    /// Wraps the text of a label from now on, where that is possible.
    public static void wrap(Labeled label) {
        label.textProperty().subscribe(text -> label.setWrapText(wraps(text)));
    }

    static void wrap(Tooltip tooltip) {
        tooltip.textProperty().subscribe(text -> tooltip.setWrapText(wraps(text)));
    }

    private static boolean wraps(String text) {
        return text == null || !Bidi.requiresBidi(text.toCharArray(), 0, text.length());
    }
}
