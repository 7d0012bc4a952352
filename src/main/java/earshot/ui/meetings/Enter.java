package earshot.ui.meetings;

import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// Enter in a form: what a default button promises, also where a box or a choice would keep the key for itself.
final class Enter {
    private Enter() {}

    /// Has Enter press `verb` wherever the focus is in `form`, unless it is on a button.
    static void fires(Parent form, Button verb) {
        form.addEventFilter(KeyEvent.KEY_PRESSED, key -> {
            if (key.getCode() == KeyCode.ENTER && !(key.getTarget() instanceof Button)) {
                verb.fire();
                key.consume();
            }
        });
    }
}
