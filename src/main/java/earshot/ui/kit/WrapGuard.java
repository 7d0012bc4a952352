package earshot.ui.kit;

import java.text.Bidi;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.Tooltip;

/// JavaFX 26 cannot wrap text from right to left at most widths: the layout of the whole window fails. Such text of other people stays in
/// one line, which is cut at its end. On the FX thread only.
public final class WrapGuard {
    private WrapGuard() {}

    /// Wraps the text of a label from now on, where that is possible.
    public static void wrap(Labeled label) {
        label.textProperty().subscribe(text -> label.setWrapText(wraps(text)));
    }

    /// Wraps the text of an area from now on, where that is possible.
    public static void wrap(TextArea area) {
        area.textProperty().subscribe(text -> area.setWrapText(wraps(text)));
    }

    /// Wraps the text of a tooltip from now on, where that is possible.
    public static void wrap(Tooltip tooltip) {
        tooltip.textProperty().subscribe(text -> tooltip.setWrapText(wraps(text)));
    }

    /// Guards what wraps its text below a node, before it has a skin.
    static void wrapAll(Node node) {
        switch (node) {
            case Labeled label when label.isWrapText() -> wrap(label);
            case TextArea area when area.isWrapText() -> wrap(area);
            case ScrollPane pane when pane.getContent() != null -> wrapAll(pane.getContent());
            case SplitPane pane -> pane.getItems().forEach(WrapGuard::wrapAll);
            case TabPane pane -> pane.getTabs().stream().map(Tab::getContent).forEach(WrapGuard::wrapAll);
            case Parent parent -> parent.getChildrenUnmodifiable().forEach(WrapGuard::wrapAll);
            case null, default -> { }
        }
    }

    /// Whether this text can be wrapped.
    public static boolean wraps(String text) {
        return text == null || !Bidi.requiresBidi(text.toCharArray(), 0, text.length());
    }
}
