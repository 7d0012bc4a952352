package earshot.ui;

import java.util.List;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import java.util.Optional;
import javafx.scene.control.TextInputControl;

/// Keyboard shortcuts of the whole window, and the help entries for those of single views.
enum Keys {
    VIEW(null, "Ctrl+1 … 9"),
    BACK(new KeyCodeCombination(KeyCode.LEFT, KeyCombination.ALT_DOWN), "Alt+←"),
    FORWARD(new KeyCodeCombination(KeyCode.RIGHT, KeyCombination.ALT_DOWN), "Alt+→"),
    FILTER(new KeyCodeCombination(KeyCode.F, KeyCombination.SHORTCUT_DOWN), "Ctrl+F  /"),
    PALETTE(new KeyCodeCombination(KeyCode.K, KeyCombination.SHORTCUT_DOWN), "Ctrl+K"),
    SETTINGS(new KeyCodeCombination(KeyCode.COMMA, KeyCombination.SHORTCUT_DOWN), "Ctrl+,"),
    HELP(new KeyCodeCombination(KeyCode.F1), "F1  ?"),
    ESCAPE(new KeyCodeCombination(KeyCode.ESCAPE), "Esc");

    /// Shortcuts that views handle themselves; the help lists them with the text `keys.<name>`.
    static final List<ViewKey> OF_VIEWS = List.of(
        new ViewKey("rows", "↑ ↓  j k"), new ViewKey("page", "PgUp PgDn Home End"), new ViewKey("follow", "F"), new ViewKey("reference", "T"),
        new ViewKey("copy", "Ctrl+C"), new ViewKey("apply", "Ctrl+Enter"), new ViewKey("undo", "Ctrl+Z"), new ViewKey("redo", "Ctrl+Shift+Z"), new ViewKey("talk", "Space"), new ViewKey("mark", "M"), new ViewKey("marks", "N  Shift+N"), new ViewKey("edit", "F2  R"), new ViewKey("export", "Ctrl+S"), new ViewKey("stage", "F11"));

    record ViewKey(String name, String keys) {}

    private final KeyCombination combination;
    private final String words;

    Keys(KeyCodeCombination combination, String words) {
        this.combination = combination;
        this.words = words;
    }

    /// The keys as the help shows them.
    String words() {
        return words;
    }

    /// The shortcut that was pressed. `/` and `?` count only outside text fields.
    static Optional<Keys> of(KeyEvent event) {
        for (Keys key : values()) {
            if (key.combination != null && key.combination.match(event)) {
                return Optional.of(key);
            }
        }
        boolean typing = event.getTarget() instanceof TextInputControl;
        boolean plain = !event.isControlDown() && !event.isAltDown() && !event.isMetaDown();
        if (!typing && plain && event.getCode() == KeyCode.SLASH) {
            return Optional.of(event.isShiftDown() ? HELP : FILTER);
        }
        return Optional.empty();
    }

    /// Index of the view selected by Ctrl+1 … Ctrl+9, from 0.
    static Optional<Integer> view(KeyEvent event) {
        if (!event.isShortcutDown() || event.isAltDown() || event.isShiftDown()) {
            return Optional.empty();
        }
        int number = event.getCode().ordinal() - KeyCode.DIGIT1.ordinal();
        int pad = event.getCode().ordinal() - KeyCode.NUMPAD1.ordinal();
        return number >= 0 && number < 9 ? Optional.of(number) : pad >= 0 && pad < 9 ? Optional.of(pad) : Optional.empty();
    }
}
