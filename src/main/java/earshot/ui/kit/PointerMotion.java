package earshot.ui.kit;

import module java.base;

import earshot.watch.WatchSubscription;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.event.EventHandler;
import javafx.scene.Node;
import javafx.scene.input.InputEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.util.Subscription;

/// Tells whether a hand works over a node: the pointer is there, and has moved within [#REST]. One that was left lying there does not count.
/// On the FX thread only.
public final class PointerMotion implements Subscription {
    public static final Duration REST = Duration.ofSeconds(5);

    private final FxPump pump;
    private final ReadOnlyBooleanWrapper moving = new ReadOnlyBooleanWrapper();
    private WatchSubscription end = () -> { };

    public PointerMotion(Node node, FxPump pump) {
        this.pump = pump;
        EventHandler<InputEvent> moved = _ -> moved();
        List.of(MouseEvent.MOUSE_MOVED, MouseEvent.MOUSE_PRESSED, MouseEvent.MOUSE_DRAGGED).forEach(type -> node.addEventFilter(type, moved));
        node.addEventFilter(ScrollEvent.SCROLL, moved);
        node.hoverProperty().subscribe((_, over) -> {
            if (!over) {
                rest();
            }
        });
    }

    private void moved() {
        end.close();
        moving.set(true);
        end = pump.after(REST, this::rest);
    }

    private void rest() {
        end.close();
        moving.set(false);
    }

    @Override
    public void unsubscribe() {
        rest();
    }

    public ReadOnlyBooleanProperty moving() {
        return moving.getReadOnlyProperty();
    }
}
