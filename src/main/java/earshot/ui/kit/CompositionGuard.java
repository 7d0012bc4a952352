package earshot.ui.kit;

import javafx.scene.Scene;
import javafx.scene.input.InputMethodEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// Keeps keys for the input method while it composes a word: Enter and Escape end the composition, and submit or cancel nothing. Some systems
/// hand such keys to the program as well. A popup that opens or closes, such as a tooltip, makes JavaFX reset the input method: what
/// was composed disappears although nobody ended it, and the next Enter brings it back and reaches the program.
public final class CompositionGuard {
    private boolean composing;
    private boolean interrupted;

    private CompositionGuard() {}

    /// Guards all fields of a scene. Call it before other filters of the scene are added.
    public static void install(Scene scene) {
        CompositionGuard guard = new CompositionGuard();
        scene.addEventFilter(InputMethodEvent.INPUT_METHOD_TEXT_CHANGED, guard::composed);
        scene.addEventFilter(KeyEvent.KEY_PRESSED, guard::keep);
        scene.addEventFilter(KeyEvent.KEY_RELEASED, guard::released);
        // a field that loses the focus keeps what was composed, as plain text
        scene.focusOwnerProperty().subscribe(guard::reset);
    }

    private void reset() {
        composing = false;
        interrupted = false;
    }

    private void composed(InputMethodEvent event) {
        boolean gone = composing && event.getComposed().isEmpty() && event.getCommitted().isEmpty();
        composing = !event.getComposed().isEmpty();
        interrupted = !composing && (gone || interrupted);
    }

    /// A person who deletes or cancels what is composed ends it with these keys, of which only the release arrives.
    private void released(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE || event.getCode() == KeyCode.BACK_SPACE || event.getCode() == KeyCode.DELETE) {
            interrupted = false;
        }
    }

    private void keep(KeyEvent event) {
        if ((composing || interrupted) && (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.ESCAPE)) {
            event.consume();
        }
        interrupted = false;
    }
}
