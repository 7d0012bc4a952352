package earshot.ui.kit;

import javafx.event.EventHandler;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.InputEvent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.util.Subscription;

/// Scrolls what gets the focus by a key into view: the toolkit leaves it where it is, so that a keyboard would work out of sight. On the FX thread
/// only.
public final class FocusScroller {
    /// Left free around it, in pixels.
    private static final double MARGIN = 12;

    private final EventHandler<InputEvent> inputs = this::input;
    private boolean byKey;

    private FocusScroller() {}

    public static Subscription install(Scene scene) {
        FocusScroller scroller = new FocusScroller();
        scene.addEventFilter(KeyEvent.KEY_PRESSED, scroller.inputs);
        scene.addEventFilter(MouseEvent.MOUSE_PRESSED, scroller.inputs);
        // after the layout that follows what moved the focus
        Subscription focus = scene.focusOwnerProperty().subscribe(owner -> FxPump.afterEvent(() -> {
            if (scroller.byKey && owner != null && owner.getScene() == scene) {
                reveal(owner);
            }
        }));
        return focus.and(() -> scene.removeEventFilter(KeyEvent.KEY_PRESSED, scroller.inputs))
            .and(() -> scene.removeEventFilter(MouseEvent.MOUSE_PRESSED, scroller.inputs));
    }

    private void input(InputEvent event) {
        byKey = event instanceof KeyEvent;
    }

    /// Scrolls a node into view.
    public static void reveal(Node node) {
        for (Node at = node.getParent(); at != null; at = at.getParent()) {
            if (at instanceof ScrollPane pane && pane.getContent() != null && pane.getContent() != node) {
                Bounds view = pane.getViewportBounds();
                Bounds shown = pane.getContent().sceneToLocal(node.localToScene(node.getLayoutBounds()));
                double hidden = pane.getContent().getLayoutBounds().getHeight() - view.getHeight();
                if (hidden > 0 && shown.getHeight() < view.getHeight()) {
                    double top = pane.getVvalue() * hidden;
                    double least = shown.getMaxY() + MARGIN - view.getHeight();
                    double most = shown.getMinY() - MARGIN;
                    if (top < least || top > most) {
                        pane.setVvalue(Math.clamp((top < least ? least : most) / hidden, 0, 1));
                    }
                }
            }
        }
    }
}
