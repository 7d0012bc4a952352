package earshot.ui.kit;

import module java.base;

import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.InputMethodEvent;
import javafx.scene.input.InputMethodTextRun;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// Keeps keys for the input method while it composes a word: Enter and Escape end the composition, and submit or cancel nothing. Some systems
/// hand such keys to the program as well. A popup that opens or closes, such as a tooltip, makes JavaFX reset the input method: what
/// was composed disappears although nobody ended it, and the next Enter brings it back and reaches the program.
public final class CompositionGuard {
    private boolean composing;
    private boolean interrupted;
    private String composition = "";
    private Optional<Lost> lost = Optional.empty();
    /// Composed in a field that has lost the focus and kept it: fcitx commits it later, to whatever has the focus then.
    private String settled = "";

    /// What was composed when the input method was reset.
    private record Lost(TextInputControl field, String text) {}

    private CompositionGuard() {}

    /// Guards all fields of a scene. Call it before other filters of the scene are added.
    public static void install(Scene scene) {
        CompositionGuard guard = new CompositionGuard();
        scene.addEventFilter(InputMethodEvent.INPUT_METHOD_TEXT_CHANGED, guard::composed);
        scene.addEventFilter(KeyEvent.KEY_PRESSED, guard::keep);
        scene.addEventFilter(KeyEvent.KEY_RELEASED, guard::released);
        // a field that loses the focus keeps what was composed, as plain text; JavaFX resets the input method just before, and fcitx then drops it
        scene.focusOwnerProperty().subscribe(guard::reset);
    }

    private void reset() {
        settled = composing ? composition : "";
        lost.filter(_ -> interrupted).ifPresent(before -> {
            before.field.insertText(before.field.getCaretPosition(), before.text);
            settled = before.text;
        });
        lost = Optional.empty();
        composing = false;
        interrupted = false;
    }

    private void composed(InputMethodEvent event) {
        boolean late = !settled.isEmpty() && event.getComposed().isEmpty() && plain(event.getCommitted()).equals(settled);
        if (late) {
            event.consume();
        }
        settled = event.getComposed().isEmpty() && event.getCommitted().isEmpty() ? settled : "";
        boolean gone = composing && event.getComposed().isEmpty() && event.getCommitted().isEmpty();
        composing = !event.getComposed().isEmpty();
        interrupted = !composing && (gone || interrupted);
        boolean plain = event.getTarget() instanceof TextInputControl field && field.isEditable();
        if (gone && plain) {
            lost = Optional.of(new Lost((TextInputControl) event.getTarget(), composition));
        } else if (composing || !event.getCommitted().isEmpty()) {
            lost = Optional.empty();
        }
        composition = plain(event.getComposed().stream().map(InputMethodTextRun::getText).collect(Collectors.joining()));
    }

    /// Without the spaces between syllables, which are the input method's.
    private static String plain(String text) {
        return text.replaceAll("\\s", "");
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
        settled = "";
    }
}
