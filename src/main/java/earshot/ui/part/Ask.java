package earshot.ui.part;

import javafx.scene.Scene;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;

/// Asks before something that cannot be taken back. The button carries the verb.
public final class Ask {
    private Ask() {}

    /// Runs `yes` when the verb is chosen. Returns at once.
    ///
    /// @param over the scene that asks
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
