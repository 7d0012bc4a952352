package earshot.ui;

import module java.base;

import earshot.ui.kit.FxPump;
import earshot.ui.kit.View;
import earshot.watch.WatchSubscription;
import javafx.event.EventHandler;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.InputEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The nodes of the views in the current language: built when a view is first shown or, after [#buildAhead], before that, in moments when nobody uses the
/// window. The first visit then costs what later ones do. On the FX thread only.
final class ViewNodes {
    private static final Logger LOG = LoggerFactory.getLogger(ViewNodes.class);
    /// How long nobody must have touched the keyboard or the mouse.
    private static final Duration REST = Duration.ofMillis(800);
    /// Between two steps, so that what the window shows continues.
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final List<View> views;
    private final Scene scene;
    private final FxPump pump;
    private final Map<View, Parent> built = new HashMap<>();
    /// Built, but neither styled nor laid out.
    private final Deque<Parent> plain = new ArrayDeque<>();
    private final EventHandler<InputEvent> used = _ -> touched();
    private Optional<Consumer<Parent>> layouter = Optional.empty();
    private WatchSubscription timer = () -> { };
    private long lastInput;

    ViewNodes(List<View> views, Scene scene, FxPump pump) {
        this.views = views;
        this.scene = scene;
        this.pump = pump;
    }

    /// Builds the view if it is not built yet.
    Parent of(View view) {
        return built.computeIfAbsent(view, View::build);
    }

    /// Forgets all nodes; those of each view are built anew when they are needed.
    void clear() {
        built.clear();
        plain.clear();
        layouter.ifPresent(_ -> await(REST));
    }

    /// Builds the remaining views, a step in each pause of the person at the window.
    ///
    /// @param layOut styles and lays out nodes as if they were shown
    void buildAhead(Consumer<Parent> layOut) {
        layouter = Optional.of(layOut);
        scene.addEventFilter(InputEvent.ANY, used);
        touched();
        await(REST);
    }

    private void touched() {
        lastInput = pump.time().nanos();
    }

    private void await(Duration howLong) {
        timer.close();
        timer = pump.after(howLong, this::step);
    }

    private void step() {
        long now = pump.time().nanos();
        long rested = now - lastInput;
        if (rested < REST.toNanos()) {
            await(REST.minusNanos(rested));
        } else if (!plain.isEmpty()) {
            Parent next = plain.poll();
            // shown meanwhile, and so laid out
            if (next.getScene() == null) {
                layouter.ifPresent(layOut -> layOut.accept(next));
                LOG.debug("and laid out within {} ms", (pump.time().nanos() - now) / 1_000_000);
            }
            await(PAUSE);
        } else {
            views.stream().filter(view -> !built.containsKey(view)).findFirst().ifPresent(view -> {
                plain.add(of(view));
                LOG.debug("the view {} was built ahead within {} ms", view.id(), (pump.time().nanos() - now) / 1_000_000);
                await(PAUSE);
            });
        }
    }

    /// Builds nothing ahead any more.
    void close() {
        timer.close();
        scene.removeEventFilter(InputEvent.ANY, used);
    }
}
