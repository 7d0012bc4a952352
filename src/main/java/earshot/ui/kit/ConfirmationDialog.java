package earshot.ui.kit;

import javafx.scene.Scene;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;

/// Confirmation dialog for an action that cannot be undone. The button is labelled with the verb of the action.
public final class ConfirmationDialog {
    private ConfirmationDialog() {}

    /// Shows the dialog and returns at once. Runs `onConfirm` if the action is confirmed.
    ///
    /// @param owner the scene over which it is shown
    public static void show(Scene owner, String title, String text, String confirmText, String cancelText, Runnable onConfirm) {
        ButtonType confirm = new ButtonType(confirmText, ButtonBar.ButtonData.OK_DONE);
        ButtonType back = new ButtonType(cancelText, ButtonBar.ButtonData.CANCEL_CLOSE);
        Alert alert = new Alert(Alert.AlertType.NONE, text, confirm, back);
        alert.initOwner(owner.getWindow());
        alert.setTitle(title);
        alert.setHeaderText(title);
        alert.getDialogPane().getStylesheets().addAll(owner.getStylesheets());
        alert.getDialogPane().getStyleClass().add("roles");
        owner.getRoot().getStyleClass().stream().filter(name -> name.equals("dark") || name.equals("light")).forEach(alert.getDialogPane().getStyleClass()::add);
        alert.setOnHidden(_ -> {
            if (alert.getResult() == confirm) {
                onConfirm.run();
            }
        });
        alert.show();
    }
}
