package earshot.ui;

import module java.base;

import javafx.css.PseudoClass;
import javafx.geometry.Bounds;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.Image;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;

/// Compares the pictures of controls with and without the keyboard. For the FX thread, with the window in front.
final class FocusRing {
    private static final PseudoClass FOCUS_VISIBLE = PseudoClass.getPseudoClass("focus-visible");
    /// How far outside of a control its ring is drawn at most, pixels.
    private static final int MARGIN = 4;
    /// Pixels of a ring around the smallest control: fewer are not seen.
    private static final int SEEN = 24;
    private final Set<String> looked = new HashSet<>();

    /// Stops of Tab that look the same with and without the focus; controls that are drawn by the same rules are looked at once.
    List<Node> missing(Scene scene) {
        Node owner = scene.getFocusOwner();
        List<Node> nodes = new ArrayList<>();
        ConsoleFixture.walk(scene.getRoot(), nodes);
        nodes.forEach(node -> node.setCache(false)); // else the picture shows what scrolls as it was before
        List<Node> stops = nodes.stream().filter(Node::isFocusTraversable)
            .filter(node -> ConsoleFixture.shown(node) && !node.isDisabled() && inside(scene, node) && looked.add(kind(node))).toList();
        List<Node> missing = new ArrayList<>();
        Node focused = scene.getRoot();
        for (Node node : stops) {
            // styles are looked up for each move of the focus: it waits on the control before, unless its ring would be in the picture
            if (around(focused).intersects(around(node))) {
                focus(scene, scene.lookup(node == scene.lookup("#help") ? "#language" : "#help"));
            }
            Image without = picture(scene, node);
            node.pseudoClassStateChanged(FOCUS_VISIBLE, true);
            focus(scene, node);
            if (!differ(without, picture(scene, node))) {
                missing.add(node);
            }
            node.pseudoClassStateChanged(FOCUS_VISIBLE, false);
            focused = node;
        }
        if (owner != null) {
            owner.requestFocus();
        }
        return missing;
    }

    private static String kind(Node node) {
        return node.getClass().getName() + node.getStyleClass() + node.getPseudoClassStates().stream().map(PseudoClass::getPseudoClassName).sorted().toList();
    }

    private static boolean inside(Scene scene, Node node) {
        Bounds at = node.localToScene(node.getLayoutBounds());
        boolean scrolledAway = Stream.<Node>iterate(node.getParent(), Objects::nonNull, Node::getParent)
            .anyMatch(above -> above.getClip() != null && !above.localToScene(above.getClip().getBoundsInParent()).contains(at));
        return !scrolledAway && at.getWidth() > 0 && at.getHeight() > 0 && scene.getRoot().getLayoutBounds().contains(at);
    }

    private static void focus(Scene scene, Node node) {
        node.requestFocus();
        scene.getRoot().applyCss();
        scene.getRoot().layout();
    }

    private static Rectangle2D around(Node node) {
        Bounds at = node.localToScene(node.getLayoutBounds());
        return new Rectangle2D(Math.floor(at.getMinX()) - MARGIN, Math.floor(at.getMinY()) - MARGIN, Math.ceil(at.getWidth()) + 2 * MARGIN,
            Math.ceil(at.getHeight()) + 2 * MARGIN);
    }

    private static boolean differ(Image one, Image other) {
        PixelReader before = one.getPixelReader();
        PixelReader after = other.getPixelReader();
        int width = (int) one.getWidth();
        return IntStream.range(0, width * (int) one.getHeight())
            .filter(at -> before.getArgb(at % width, at / width) != after.getArgb(at % width, at / width)).limit(SEEN).count() == SEEN;
    }

    private static Image picture(Scene scene, Node node) {
        Rectangle2D around = around(node);
        SnapshotParameters part = new SnapshotParameters();
        part.setViewport(around);
        return scene.getRoot().snapshot(part, new WritableImage((int) around.getWidth(), (int) around.getHeight()));
    }
}
