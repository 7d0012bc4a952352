package earshot.ui.part;

import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/// Copies text to the system clipboard.
public final class Copy {
    private Copy() {}

    /// Replaces the content of the clipboard. On the FX thread only.
    public static void text(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }
}
