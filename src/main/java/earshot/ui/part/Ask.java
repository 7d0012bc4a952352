package earshot.ui.part;

import javafx.scene.Scene;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;

/// Confirmation dialog for an action that cannot be undone. The button is labelled with the verb of the action.
public final class Ask {
    private Ask() {}

    /// Shows the dialog and returns at once. Runs `onConfirm` if the action is confirmed.
    ///
    /// @param owner the scene over which it is shown
    public static void before(Scene over, String title, String words, String verb, String cancel, Runnable yes) {
        ButtonType act = new ButtonType(verb, ButtonBar.ButtonData.OK_DONE);
        ButtonType leave = new ButtonType(cancel, ButtonBar.ButtonData.CANCEL_CLOSE);
        Alert alert = new Alert(Alert.AlertType.NONE, words, act, leave);
        alert.initOwner(over.getWindow());
        alert.setTitle(title);
        alert.setHeaderText(title);
        alert.getDialogPane().getStylesheets().addAll(over.getStylesheets());
        alert.getDialogPane().getStyleClass().add("roles");
        over.getRoot().getStyleClass().stream().filter(name -> name.equals("dark") || name.equals("light")).forEach(alert.getDialogPane().getStyleClass()::add);
        alert.setOnHidden(_ -> {
            if (alert.getResult() == act) {
                yes.run();
            }
        });
        alert.show();
    }
}
