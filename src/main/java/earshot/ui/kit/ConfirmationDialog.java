package earshot.ui.kit;

import javafx.scene.Scene;
import javafx.scene.control.Button;

/// Asks before an action. The button is labeled with the verb of the action, and red where that destroys something for good.
public final class ConfirmationDialog {
    private ConfirmationDialog() {}

    /// Shows the dialog and returns at once. Runs `onConfirm` if the action is confirmed.
    ///
    /// @param owner the scene over which it is shown
    public static void show(Scene owner, String title, String text, String confirmText, String cancelText, Runnable onConfirm) {
        show(owner, title, text, confirmText, cancelText, "accent", onConfirm);
    }

    /// As [#show], for an action that destroys something that cannot be brought back.
    public static void warn(Scene owner, String title, String text, String confirmText, String cancelText, Runnable onConfirm) {
        show(owner, title, text, confirmText, cancelText, "danger", onConfirm);
    }

    private static void show(Scene owner, String title, String text, String confirmText, String cancelText, String style, Runnable onConfirm) {
        Overlay overlay = Overlay.of(owner);
        Button confirm = DialogCard.button(confirmText, () -> {
            overlay.hide();
            onConfirm.run();
        });
        confirm.getStyleClass().add(style);
        overlay.show(new DialogCard(title, Nodes.wrappedLabel(text)).withButtons(confirm, DialogCard.button(cancelText, overlay::dismiss)));
    }
}
