package earshot.ui.kit;

import module java.base;

import module java.base;

import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.Parent;
import javafx.scene.control.Control;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// Moves the keyboard focus and follows it. On the FX thread only.
public final class Focus {
    private Focus() {}

    /// Focuses a node after the event being handled: a node that was just shown cannot take the focus earlier.
    public static void request(Node node) {
        FxPump.afterEvent(node::requestFocus);
    }

    /// Focuses a node each time the form around it is put into a scene.
    public static void requestWhenShown(Node form, Node node) {
        form.sceneProperty().subscribe(scene -> {
            if (scene != null) {
                request(node);
            }
        });
    }

    /// Focuses a field with its text selected, so that typing replaces it.
    public static void selectAll(TextInputControl field) {
        field.requestFocus();
        field.selectAll();
    }

    /// Enter and Down in a field lead to the rows that it filters: past the buttons between them, the keyboard has a long way.
    public static void leadTo(TextInputControl field, Node rows) {
        field.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            boolean leads = event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.DOWN;
            if (!leads || event.isShortcutDown() || event.isAltDown() || event.isShiftDown()) {
                return;
            }
            rows.requestFocus();
            if (rows instanceof ListView<?> list && list.getSelectionModel().isEmpty()) {
                list.getSelectionModel().selectFirst();
            }
            event.consume();
        });
    }

    /// Builds anew what a pane holds. A control with the focus leaves it to the one that stands in its place, so that who pressed it by a key can
    /// press it again, and where none does, to the pane: the window's first control is far away.
    public static void keep(Parent pane, Runnable build) {
        List<Node> before = stops(pane);
        int place = before.indexOf(pane.getScene() == null ? pane : pane.getScene().getFocusOwner());
        build.run();
        if (place >= 0) {
            List<Node> after = stops(pane);
            if (place < after.size() && alike(before.get(place), after.get(place))) {
                after.get(place).requestFocus();
            } else if (pane.getScene().getFocusOwner() == before.get(place)) {
                pane.requestFocus();
            }
        }
    }

    private static List<Node> stops(Parent pane) {
        return pane.getChildrenUnmodifiable().stream().flatMap(child -> Stream.concat(Stream.of(child).filter(Node::isFocusTraversable),
            child instanceof Parent parent && !(child instanceof Control) ? stops(parent).stream() : Stream.empty())).toList();
    }

    private static boolean alike(Node one, Node other) {
        return one.getClass() == other.getClass() && (!(one instanceof Labeled words) || words.getText().equals(((Labeled) other).getText()));
    }

    /// Runs an action each time a node does not have the focus any more; also now if it does not have it.
    public static void onLost(Node node, Runnable action) {
        node.focusedProperty().subscribe(focused -> {
            if (!focused) {
                action.run();
            }
        });
    }
}
