package earshot.ui;

import earshot.ui.kit.FxPump;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.PointerMotion;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.util.Subscription;

/// A bar that comes and goes by itself and moves the nodes below. It waits until no hand works over them; while it waits to go, it is disabled.
/// On the FX thread only.
final class NoticeBar implements Subscription {
    private final Node bar;
    private final List<PointerMotion> motions;
    private boolean wanted;

    /// @param moved the nodes that it moves
    NoticeBar(Node bar, List<Node> moved, FxPump pump) {
        this.bar = bar;
        motions = moved.stream().map(node -> new PointerMotion(node, pump)).toList();
        motions.forEach(motion -> motion.moving().subscribe((_, _) -> arrange()));
        Nodes.setShown(bar, false);
    }

    /// @param fill writes what the bar says; empty for no bar
    void show(Optional<Runnable> fill) {
        fill.ifPresent(Runnable::run);
        wanted = fill.isPresent();
        bar.setDisable(!wanted);
        arrange();
    }

    private void arrange() {
        if (motions.stream().noneMatch(motion -> motion.moving().get())) {
            Nodes.setShown(bar, wanted);
        }
    }

    @Override
    public void unsubscribe() {
        motions.forEach(PointerMotion::unsubscribe);
    }
}
