package earshot.ui.kit;

import module java.base;

import javafx.event.EventHandler;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.StackPane;
import javafx.util.Subscription;

/// The layer above a window's content that shows one dialog, form or palette at a time. While it shows something, the keyboard reaches nothing
/// else: Tab goes round within it, and what has the focus below gets it back at the end. On the FX thread only.
public final class Overlay extends StackPane {
    private Optional<Content> content = Optional.empty();
    private Subscription guard = Subscription.EMPTY;

    /// @param before what had the focus
    /// @param dismissed what happens when a person leaves it without a decision
    private record Content(Node node, Optional<Node> before, Runnable dismissed) {}

    public Overlay() {
        getStyleClass().add("overlay");
        Nodes.setShown(this, false);
        addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
        addEventHandler(MouseEvent.MOUSE_PRESSED, event -> {
            if (event.getTarget() == this) {
                dismiss();
            }
        });
        sceneProperty().subscribe(scene -> {
            guard.unsubscribe();
            guard = scene == null ? Subscription.EMPTY : guard(scene);
        });
    }

    /// The overlay of the window that a scene fills.
    public static Overlay of(Scene scene) {
        return scene.getRoot().getChildrenUnmodifiable().stream().filter(Overlay.class::isInstance).map(Overlay.class::cast).findFirst()
            .orElseThrow(() -> new IllegalStateException("the window has no overlay"));
    }

    public void show(Node node) {
        show(node, () -> { });
    }

    /// Shows a node in the place of what is shown.
    ///
    /// @param dismissed called when a person leaves it by Esc or a click beside it
    public void show(Node node, Runnable dismissed) {
        Optional<Node> before = content.map(Content::before).orElseGet(() -> Optional.ofNullable(getScene().getFocusOwner()));
        content = Optional.of(new Content(node, before, dismissed));
        getChildren().setAll(node);
        Nodes.setShown(this, true);
        // a field without its skin takes no text, and on a busy computer a person types before the next frame
        applyCss();
        // after what the content itself does when it is shown
        FxPump.afterEvent(this::keepFocus);
    }

    public void hide() {
        Optional<Content> gone = content;
        content = Optional.empty();
        getChildren().clear();
        Nodes.setShown(this, false);
        gone.flatMap(Content::before).ifPresent(this::giveBack);
    }

    /// To what had the focus, else to the nearest thing beside it that can have it: meanwhile it may have been hidden, disabled or removed.
    private void giveBack(Node before) {
        List<Node> path = Stream.iterate(before, Objects::nonNull, (Node at) -> at.getParent()).toList();
        boolean reachable = before.getScene() == getScene() && !before.isDisabled() && path.stream().allMatch(Node::isVisible);
        if (reachable) {
            before.requestFocus();
            return;
        }
        List<Parent> shown = new ArrayList<>();
        for (Node at : path.reversed()) {
            if (at.getScene() != getScene() || !at.isVisible() || at.isDisabled()) {
                break;
            }
            if (at instanceof Parent parent) {
                shown.addFirst(parent);
            }
        }
        if (shown.stream().noneMatch(FirstFocus::request)) {
            FirstFocus.request(getScene().getRoot());
        }
    }

    /// Hides what is shown, as Esc does. Returns false if nothing was.
    public boolean dismiss() {
        Optional<Content> left = content;
        hide();
        left.map(Content::dismissed).ifPresent(Runnable::run);
        return left.isPresent();
    }

    /// What is shown.
    public Optional<Node> content() {
        return content.map(Content::node);
    }

    /// Lets nothing of the keyboard reach what is below; ended with the scene, which outlives this node.
    private Subscription guard(Scene scene) {
        EventHandler<KeyEvent> filter = event -> {
            if (content.isPresent() && !(event.getTarget() instanceof Node node && within(node))) {
                keepFocus();
                event.consume();
                passOn(event);
            }
        };
        scene.addEventFilter(KeyEvent.ANY, filter);
        return scene.focusOwnerProperty().subscribe(_ -> FxPump.afterEvent(this::keepFocus)).and(() -> scene.removeEventFilter(KeyEvent.ANY, filter));
    }

    /// What is typed before a field that was just shown has the focus, as on a busy computer, belongs to the field; not the key that showed it. Buttons get
    /// none of it.
    private void passOn(KeyEvent event) {
        if (event.getEventType() == KeyEvent.KEY_TYPED && getScene().getFocusOwner() instanceof TextInputControl field && within(field)) {
            field.fireEvent(event.copyFor(field, field));
        }
    }

    private void keepFocus() {
        Scene scene = getScene();
        if (content.isPresent() && scene != null && !(scene.getFocusOwner() != null && within(scene.getFocusOwner()))) {
            FirstFocus.stops(this).stream().findFirst().ifPresentOrElse(Node::requestFocus, () -> {
                setFocusTraversable(true);
                requestFocus();
            });
        }
    }

    private void keyPressed(KeyEvent event) {
        if (event.getCode() == KeyCode.TAB && !event.isControlDown() && !event.isAltDown() && !event.isMetaDown()) {
            List<Node> stops = FirstFocus.stops(this);
            if (!stops.isEmpty()) {
                int at = stops.indexOf(getScene().getFocusOwner());
                stops.get(Math.floorMod(event.isShiftDown() ? Math.max(at, 0) - 1 : at + 1, stops.size())).requestFocus();
            }
            event.consume();
        }
    }

    private boolean within(Node node) {
        return Stream.iterate(node, Objects::nonNull, (Node at) -> at.getParent()).anyMatch(at -> at == this);
    }
}
