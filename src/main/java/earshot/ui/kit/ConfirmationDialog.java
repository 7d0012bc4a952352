package earshot.ui.kit;

import javafx.scene.Scene;
import javafx.scene.control.Button;

/// Confirmation dialog for an action that cannot be undone. The button is labelled with the verb of the action.
public final class ConfirmationDialog {
    private ConfirmationDialog() {}

    /// Shows the dialog and returns at once. Runs `onConfirm` if the action is confirmed.
    ///
    /// @param owner the scene over which it is shown
    public static void show(Scene owner, String title, String text, String confirmText, String cancelText, Runnable onConfirm) {
        Overlay overlay = Overlay.of(owner);
        Button confirm = DialogCard.button(confirmText, () -> {
            overlay.hide();
            onConfirm.run();
        });
        confirm.getStyleClass().add("accent");
        overlay.show(new DialogCard(title, Nodes.wrappedLabel(text)).withButtons(confirm, DialogCard.button(cancelText, overlay::dismiss)));
    }
}
