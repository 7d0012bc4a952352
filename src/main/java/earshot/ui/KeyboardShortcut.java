package earshot.ui;

import module java.base;

import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/// Keyboard shortcuts of the whole window, and the help entries for those of single views.
enum KeyboardShortcut {
    VIEW(null, "Ctrl+1 … 9"),
    BACK(new KeyCodeCombination(KeyCode.LEFT, KeyCombination.ALT_DOWN), "Alt+←"),
    FORWARD(new KeyCodeCombination(KeyCode.RIGHT, KeyCombination.ALT_DOWN), "Alt+→"),
    FILTER(new KeyCodeCombination(KeyCode.F, KeyCombination.SHORTCUT_DOWN), "Ctrl+F  /"),
    PALETTE(new KeyCodeCombination(KeyCode.K, KeyCombination.SHORTCUT_DOWN), "Ctrl+K"),
    SETTINGS(new KeyCodeCombination(KeyCode.COMMA, KeyCombination.SHORTCUT_DOWN), "Ctrl+,"),
    HELP(new KeyCodeCombination(KeyCode.F1), "F1  ?"),
    UNDO(new KeyCodeCombination(KeyCode.Z, KeyCombination.SHORTCUT_DOWN), "Ctrl+Z"),
    REDO(new KeyCodeCombination(KeyCode.Z, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN), "Ctrl+Shift+Z"),
    ESCAPE(new KeyCodeCombination(KeyCode.ESCAPE), "Esc");

    /// Shortcuts that views handle themselves; the help lists them with the text `keys.<name>`.
    static final List<ViewShortcut> VIEW_SHORTCUTS = List.of(
        new ViewShortcut("rows", "↑ ↓  j k"), new ViewShortcut("page", "PgUp PgDn Home End"), new ViewShortcut("follow", "F"),
        new ViewShortcut("reference", "T"),
        new ViewShortcut("copy", "Ctrl+C"), new ViewShortcut("apply", "Ctrl+Enter"), new ViewShortcut("talk", "Space"), new ViewShortcut("mark", "M"),
        new ViewShortcut("marks", "N  Shift+N"), new ViewShortcut("edit", "F2  R"), new ViewShortcut("export", "Ctrl+S"), new ViewShortcut("stage", "F11"),
        new ViewShortcut("task", "Space  A  0 … 3  Del"));

    record ViewShortcut(String name, String keys) {}

    private final KeyCombination combination;
    private final String label;

    KeyboardShortcut(KeyCodeCombination combination, String label) {
        this.combination = combination;
        this.label = label;
    }

    /// The keys as the help shows them.
    String label() {
        return label;
    }

    /// The shortcut that was pressed.
    static Optional<KeyboardShortcut> of(KeyEvent event) {
        return Stream.of(values()).filter(key -> key.combination != null && key.combination.match(event)).findFirst();
    }

    /// The shortcut of a character, on whatever key the keyboard has it.
    static Optional<KeyboardShortcut> ofCharacter(String typed) {
        return switch (typed) {
            case "/" -> Optional.of(FILTER);
            case "?" -> Optional.of(HELP);
            default -> Optional.empty();
        };
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
