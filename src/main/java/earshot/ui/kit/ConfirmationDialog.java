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
        show(owner, title, text, confirmText, cancelText, onConfirm, () -> { });
    }

    /// As [#show], and runs `onCancel` when a person leaves it without the action.
    public static void show(Scene owner, String title, String text, String confirmText, String cancelText, Runnable onConfirm, Runnable onCancel) {
        show(owner, title, text, new Choice(confirmText, "accent", onConfirm), cancelText, onCancel);
    }

    /// As [#show], for an action that destroys something that cannot be brought back.
    public static void warn(Scene owner, String title, String text, String confirmText, String cancelText, Runnable onConfirm) {
        show(owner, title, text, new Choice(confirmText, "danger", onConfirm), cancelText, () -> { });
    }

    private record Choice(String text, String style, Runnable action) {}

    private static void show(Scene owner, String title, String text, Choice choice, String cancelText, Runnable onCancel) {
        Overlay overlay = Overlay.of(owner);
        Button confirm = DialogCard.button(choice.text(), () -> {
            overlay.hide();
            choice.action().run();
        });
        confirm.getStyleClass().add(choice.style());
        overlay.show(new DialogCard(title, Nodes.wrappedLabel(text)).withButtons(confirm, DialogCard.button(cancelText, overlay::dismiss)), onCancel);
    }
}
