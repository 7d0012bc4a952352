package earshot.ui.kit;

import module java.base;

import javafx.event.EventDispatcher;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// Leaves to a list below a field only the keys that choose in it. The list gets all keys first, and would take those that edit the text, such as
/// Ctrl+A and Home. On the FX thread only.
public final class CompletionKeys {
    private static final Set<KeyCode> CHOOSING = Set.of(KeyCode.UP, KeyCode.DOWN, KeyCode.PAGE_UP, KeyCode.PAGE_DOWN, KeyCode.ENTER, KeyCode.ESCAPE,
        KeyCode.TAB);

    private CompletionKeys() {}

    public static void install(Node list) {
        EventDispatcher own = list.getEventDispatcher();
        list.setEventDispatcher((event, rest) -> event instanceof KeyEvent key && !chooses(key) ? event : own.dispatchEvent(event, rest));
    }

    private static boolean chooses(KeyEvent key) {
        return CHOOSING.contains(key.getCode()) && !key.isShortcutDown() && !key.isShiftDown();
    }
}
