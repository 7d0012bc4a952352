package earshot.ui.meetings;

import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// Makes Enter press the main button of a form.
final class SubmitOnEnter {
    private SubmitOnEnter() {}

    /// Also in controls that would consume the key (check boxes, combo boxes), but not on another button.
    static void install(Parent form, Button button) {
        form.addEventFilter(KeyEvent.KEY_PRESSED, key -> {
            if (key.getCode() == KeyCode.ENTER && !(key.getTarget() instanceof Button)) {
                button.fire();
                key.consume();
            }
        });
    }
}
