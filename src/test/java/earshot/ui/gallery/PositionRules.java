package earshot.ui.gallery;

import module java.base;

import earshot.ui.gallery.ShownNodes.Shown;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Control;
import javafx.scene.control.Labeled;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Text;

/// Texts and controls that lie over each other, or leave what they lie in.
final class PositionRules {
    /// Lines of text may share the empty pixels above and below their letters.
    private static final double SHARED_HEIGHT = 4;
    private static final double SHARED_WIDTH = 2;

    private PositionRules() {}

    static Stream<LayoutFinding> findings(ShownNodes shown) {
        return Stream.concat(overlaps(shown), shown.all().stream().flatMap(one -> outside(one).stream()));
    }

    private static Stream<LayoutFinding> overlaps(ShownNodes shown) {
        List<Shown> boxes = shown.all().stream().filter(one -> one.node() instanceof Text text && !text.getText().isBlank() || control(one.node())).toList();
        return IntStream.range(0, boxes.size()).boxed()
            .flatMap(i -> boxes.subList(i + 1, boxes.size()).stream().flatMap(later -> overlap(boxes.get(i), later).stream()));
    }

    private static boolean control(Node node) {
        return (node instanceof ButtonBase || node instanceof ComboBoxBase<?> || node instanceof TextInputControl) && !ShownNodes.part(node);
    }

    private static Optional<LayoutFinding> overlap(Shown below, Shown above) {
        Bounds shared = ShownNodes.intersection(below.seen(), above.seen());
        if (shared.getWidth() <= SHARED_WIDTH || shared.getHeight() <= SHARED_HEIGHT) {
            return Optional.empty();
        }
        List<Node> belowPath = ShownNodes.ancestors(below.node()).toList();
        List<Node> abovePath = ShownNodes.ancestors(above.node()).takeWhile(node -> !belowPath.contains(node)).toList();
        if (abovePath.isEmpty() || belowPath.contains(above.node()) || ShownNodes.ancestors(above.node()).anyMatch(below.node()::equals)
            || abovePath.stream().anyMatch(node -> covers(node, shared))) {
            return Optional.empty();
        }
        return Optional.of(new LayoutFinding(LayoutRule.OVERLAP, ShownNodes.name(above.node()), String.format(Locale.ROOT, "%.0f x %.0f px over %s: %s, %s",
            shared.getWidth(), shared.getHeight(), ShownNodes.name(below.node()), words(above.node()), words(below.node()))));
    }

    private static String words(Node node) {
        return switch (node) {
            case Text text -> ShownNodes.quoted(text.getText());
            case Labeled labeled -> ShownNodes.quoted(labeled.getText() == null ? "" : labeled.getText());
            default -> "";
        };
    }

    /// Whether the node hides all that lies after the place.
    private static boolean covers(Node node, Bounds place) {
        return node instanceof Region region && region.getBackground() != null && region.localToScene(region.getLayoutBounds()).contains(place)
            && region.getBackground().getFills().stream().anyMatch(fill -> fill.getFill() instanceof Color color && color.getOpacity() > 0.95);
    }

    private static Optional<LayoutFinding> outside(Shown one) {
        Node node = one.node();
        if (!(node instanceof Control) && !(node instanceof Text) || ShownNodes.textInput(node).isPresent() && node instanceof Text
            || one.scrolled() && !one.wholeHeight() || !(node.getParent() instanceof Parent parent)) {
            return Optional.empty();
        }
        if (node instanceof Text text && text.getText().isBlank() || !(parent instanceof Region) || ShownNodes.part(node)) {
            return Optional.empty();
        }
        Bounds around = parent.localToScene(parent.getLayoutBounds());
        double left = around.getMinX() - one.bounds().getMinX() + node.getTranslateX();
        double right = one.bounds().getMaxX() - around.getMaxX() - node.getTranslateX();
        double up = around.getMinY() - one.bounds().getMinY() + node.getTranslateY();
        double down = one.bounds().getMaxY() - around.getMaxY() - node.getTranslateY();
        double most = Math.max(Math.max(left, right), node instanceof Text ? Math.max(up, down) - 2 : Math.max(up, down));
        return most <= 1.5 ? Optional.empty()
            : Optional.of(new LayoutFinding(LayoutRule.OUTSIDE, ShownNodes.name(node),
                String.format(Locale.ROOT, "%.0f px outside of %s  %s", most, parent.getClass().getSimpleName() + parent.getStyleClass(), words(node))));
    }
}
