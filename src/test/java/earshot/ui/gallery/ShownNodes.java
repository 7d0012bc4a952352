package earshot.ui.gallery;

import module java.base;

import earshot.ui.kit.Overlay;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Control;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.text.Text;

/// The nodes of a scene that a person sees, in the order in which they are painted. Behind a dialog nothing is looked at. On the FX thread only.
final class ShownNodes {
    /// Style classes of what cuts its content off and can be scrolled.
    private static final Set<String> SCROLLED = Set.of("viewport", "clipped-container");
    private static final Set<String> PARTS = Set.of("arrow-button", "increment-button", "decrement-button", "control-buttons-tab", "tab-down-button",
        "tab-close-button", "increment-arrow-button", "decrement-arrow-button");
    private static final double LONGEST_TEXT = 60;

    private final List<Shown> nodes = new ArrayList<>();

    /// @param bounds in the scene, whole
    /// @param clip what cuts the node off, in the scene
    /// @param scrolled whether the clip's content can be scrolled
    record Shown(Node node, Bounds bounds, Bounds clip, boolean scrolled) {
        /// The part that is seen.
        Bounds seen() {
            return intersection(bounds, clip);
        }

        boolean wholeHeight() {
            return bounds.getMinY() >= clip.getMinY() - 1 && bounds.getMaxY() <= clip.getMaxY() + 1;
        }
    }

    ShownNodes(Scene scene) {
        Parent root = scene.getRoot();
        Bounds window = new BoundingBox(0, 0, scene.getWidth(), scene.getHeight());
        Optional<Node> dialog = root.lookupAll(".overlay").stream().filter(node -> node instanceof Overlay overlay && overlay.content().isPresent())
            .findFirst();
        walk(dialog.orElse(root), window, false);
    }

    private void walk(Node node, Bounds clip, boolean scrolled) {
        if (!node.isVisible() || node.getOpacity() < 0.02) {
            return;
        }
        Bounds own = node.localToScene(node.getLayoutBounds());
        Bounds inside = clip;
        boolean scrolls = scrolled;
        if (node.getClip() != null) {
            inside = intersection(clip, node.localToScene(node.getClip().getBoundsInParent()));
            scrolls |= node.getStyleClass().stream().anyMatch(SCROLLED::contains) || textInput(node).isPresent();
        }
        Shown shown = new Shown(node, own, inside, scrolls);
        nodes.add(shown);
        if (node instanceof Parent parent) {
            for (Node child : parent.getChildrenUnmodifiable()) {
                walk(child, inside, scrolls);
            }
        }
    }

    /// All that are seen at least in part.
    List<Shown> all() {
        return nodes.stream().filter(shown -> shown.seen().getWidth() > 1 && shown.seen().getHeight() > 1).toList();
    }

    /// Texts that would be seen if what they lie in were wider.
    List<Shown> beyond() {
        return nodes.stream()
            .filter(shown -> shown.node() instanceof Text text && !text.getText().isBlank() && textInput(text).isEmpty() && shown.seen().getWidth() <= 1
                && shown.clip().getWidth() > 1
            && shown.bounds().getCenterY() > shown.clip().getMinY() && shown.bounds().getCenterY() < shown.clip().getMaxY()).toList();
    }

    /// Texts with at least one character.
    List<Shown> texts() {
        return all().stream().filter(shown -> shown.node() instanceof Text text && !text.getText().isBlank()).toList();
    }

    /// The control that a text is the content of.
    static Optional<Labeled> labeled(Node node) {
        return node.getParent() instanceof Labeled labeled ? Optional.of(labeled) : Optional.empty();
    }

    static Optional<TextInputControl> textInput(Node node) {
        return ancestors(node).filter(TextInputControl.class::isInstance).map(TextInputControl.class::cast).findFirst();
    }

    static Stream<Node> ancestors(Node node) {
        return Stream.iterate(node, Objects::nonNull, Node::getParent);
    }

    /// Whether the node is a part of a stock control: of a scroll bar, a combo box.
    static boolean part(Node node) {
        return node.getStyleClass().stream().anyMatch(PARTS::contains);
    }

    static Bounds intersection(Bounds a, Bounds b) {
        double x = Math.max(a.getMinX(), b.getMinX());
        double y = Math.max(a.getMinY(), b.getMinY());
        return new BoundingBox(x, y, Math.max(0, Math.min(a.getMaxX(), b.getMaxX()) - x), Math.max(0, Math.min(a.getMaxY(), b.getMaxY()) - y));
    }

    /// Where a node is, for a person who looks for it: the named nodes above it, its type and style classes.
    static String name(Node node) {
        List<String> above = ancestors(node.getParent())
            .filter(parent -> parent.getId() != null || parent instanceof Control && !parent.getStyleClass().isEmpty()).limit(2)
            .map(parent -> parent.getId() != null ? "#" + parent.getId() : "." + parent.getStyleClass().getLast()).toList();
        String own = node.getId() != null ? "#" + node.getId()
            : node.getClass().getSimpleName()
                + node.getStyleClass().stream().filter(style -> !style.equals("label")).map(style -> "." + style).reduce("", String::concat);
        return Stream.concat(above.reversed().stream(), Stream.of(own)).collect(Collectors.joining(" "));
    }

    static String quoted(String text) {
        String line = text.replace('\n', '⏎');
        return '"' + (line.length() > LONGEST_TEXT ? line.substring(0, (int) LONGEST_TEXT) + "…" : line) + '"';
    }
}
