package earshot.ui.kit;

import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/// Copies text to the system clipboard.
public final class SystemClipboard {
    private SystemClipboard() {}

    /// Replaces the content of the clipboard. On the FX thread only.
    public static void copy(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }
}
