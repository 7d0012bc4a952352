package earshot.ui;

import module java.base;

import earshot.ui.kit.FocusScroller;
import earshot.ui.kit.ViewContext;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Window;
import javafx.util.Subscription;

/// The keys of the whole window. While a dialog is open, only those that close it. On the FX thread only.
final class WindowKeys {
    private final Shell shell;
    private final UndoShortcut undo;
    private final Subscription subscription;
    private boolean enterHeld;
    private boolean enterRepeated;
    /// Where the last key was pressed; empty outside of texts.
    private Optional<TextInputControl> pressedIn = Optional.empty();
    /// Whether somebody acted on it below a dialog, and it makes a character as well.
    private boolean pressUsed;

    WindowKeys(Shell shell, ViewContext viewContext, Scene scene) {
        this.shell = shell;
        // a key that goes down in one window may come up in another
        subscription = FocusScroller.install(scene).and(scene.windowProperty().flatMap(Window::focusedProperty).subscribe(_ -> enterHeld = false));
        undo = new UndoShortcut(viewContext, scene, shell::tell);
        scene.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        scene.addEventFilter(KeyEvent.KEY_TYPED, this::typed);
        scene.addEventFilter(KeyEvent.KEY_RELEASED, event -> enterHeld &= event.getCode() != KeyCode.ENTER);
        scene.addEventHandler(KeyEvent.KEY_PRESSED, this::fireFocusedButton);
        // comes here only if nobody acted on it
        scene.addEventHandler(KeyEvent.KEY_PRESSED, _ -> pressUsed = false);
    }

    void close() {
        subscription.unsubscribe();
        undo.close();
    }

    private void pressed(KeyEvent event) {
        pressedIn = TypedText.of(event.getTarget());
        boolean covered = shell.overlay().content().isPresent();
        pressUsed = !covered && !event.isShortcutDown() && !event.isAltDown();
        if (event.getCode() == KeyCode.ENTER) {
            enterRepeated = enterHeld;
            enterHeld = true;
        }
        if (event.isConsumed()) {
            return;
        }
        Optional<Integer> number = KeyboardShortcut.view(event);
        if (number.isPresent()) {
            if (covered || shell.showRailEntry(number.get())) {
                event.consume();
            }
            return;
        }
        KeyboardShortcut.of(event).filter(key -> covered ? pressedInOverlay(key, event) : perform(key, event)).ifPresent(_ -> event.consume());
    }

    /// Returns whether the key is done with.
    private boolean pressedInOverlay(KeyboardShortcut key, KeyEvent event) {
        return switch (key) {
            case PALETTE, HELP, ESCAPE -> perform(key, event);
            // the text in it has its own undo, and moves within its words
            case UNDO, REDO, BACK, FORWARD -> TypedText.of(event.getTarget()).isEmpty();
            case FILTER, SETTINGS, VIEW -> true;
        };
    }

    private boolean perform(KeyboardShortcut key, KeyEvent event) {
        switch (key) {
            case BACK -> shell.back();
            case FORWARD -> shell.forward();
            case FILTER -> shell.shown().focusFilter();
            case PALETTE -> shell.togglePalette();
            case SETTINGS -> shell.navigateTo("settings");
            case HELP -> shell.toggleHelp();
            case UNDO, REDO -> {
                Optional<TextInputControl> text = TypedText.of(event.getTarget());
                boolean ofView = text.isEmpty() && (key == KeyboardShortcut.UNDO ? shell.shown().undo() : shell.shown().redo());
                return ofView || undo.pressed(text, key == KeyboardShortcut.REDO);
            }
            case ESCAPE -> {
                return shell.overlay().dismiss() || shell.shown().escape();
            }
            case VIEW -> throw new IllegalStateException("has no key of its own");
        }
        return true;
    }

    /// A character that is a shortcut is never typed as well, also not into the field that it focuses.
    private void typed(KeyEvent event) {
        Optional<TextInputControl> text = TypedText.of(event.getTarget());
        if (text.isPresent() && pressUsed && !text.equals(pressedIn)) {
            event.consume();
        }
        if (event.isConsumed() || text.isPresent()) {
            return;
        }
        KeyboardShortcut.ofCharacter(event.getCharacter()).ifPresent(key -> {
            if (shell.overlay().content().isEmpty() || key == KeyboardShortcut.HELP) {
                perform(key, event);
            }
            event.consume();
        });
    }

    /// On macOS the toolkit presses buttons with the space bar alone. A key that is held presses one only: a dialog that appears is not answered by it.
    private void fireFocusedButton(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER && !event.isShortcutDown() && !event.isAltDown() && event.getTarget() instanceof ButtonBase button
            && !((Node) button).isDisabled()) {
            if (!enterRepeated) {
                button.fire();
            }
            event.consume();
        }
    }
}
