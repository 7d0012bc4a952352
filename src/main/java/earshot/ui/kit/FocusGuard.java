package earshot.ui.kit;

import module java.base;

import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ButtonBase;
import javafx.util.Subscription;

/// Keeps the focus in its place while a button that has it is disabled, mostly by what it started itself. JavaFX passes the focus on to the next control,
/// where the next Enter does something else. The button has it again once it is enabled, unless a person moved it meanwhile. On the FX thread only.
public final class FocusGuard {
    private final Scene scene;
    private Optional<Node> passedOn = Optional.empty();
    private Subscription returning = Subscription.EMPTY;

    private FocusGuard(Scene scene) {
        this.scene = scene;
    }

    public static void install(Scene scene) {
        FocusGuard guard = new FocusGuard(scene);
        scene.focusOwnerProperty().addListener((_, before, now) -> guard.moved(before, now));
    }

    /// JavaFX takes the focus away before it passes it on; who moves it, a person or a view, does so in one step.
    private void moved(Node before, Node now) {
        returning.unsubscribe();
        if (now == null) {
            passedOn = Optional.ofNullable(before).filter(node -> node instanceof ButtonBase && node.isDisabled() && node.getScene() == scene);
            return;
        }
        passedOn.ifPresent(button -> FxPump.afterEvent(() -> {
            if (scene.getFocusOwner() == now && button.getScene() == scene) {
                hold(button);
            }
        }));
        passedOn = Optional.empty();
    }

    private void hold(Node button) {
        Node place = button;
        while (place.isDisabled() && place.getParent() != null) {
            place = place.getParent();
        }
        place.requestFocus();
        if (place != button) {
            returning = button.disabledProperty().subscribe(disabled -> {
                if (!disabled) {
                    button.requestFocus();
                }
            });
        }
    }
}
