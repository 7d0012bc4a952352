package earshot.ui.kit;

import javafx.scene.Scene;
import javafx.scene.input.InputMethodEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// Keeps keys for the input method while it composes a word: Enter and Escape end the composition, and submit or cancel nothing. Some systems
/// hand such keys to the program as well.
public final class CompositionGuard {
    private boolean composing;

    private CompositionGuard() {}

    /// Guards all fields of a scene. Call it before other filters of the scene are added.
    public static void install(Scene scene) {
        CompositionGuard guard = new CompositionGuard();
        scene.addEventFilter(InputMethodEvent.INPUT_METHOD_TEXT_CHANGED, event -> guard.composing = !event.getComposed().isEmpty());
        scene.addEventFilter(KeyEvent.KEY_PRESSED, guard::keep);
        // a field that loses the focus keeps what was composed, as plain text
        scene.focusOwnerProperty().subscribe(() -> guard.composing = false);
    }

    private void keep(KeyEvent event) {
        if (composing && (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.ESCAPE)) {
            event.consume();
        }
    }
}
