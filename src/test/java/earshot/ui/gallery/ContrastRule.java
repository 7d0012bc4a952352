package earshot.ui.gallery;

import module java.base;

import javafx.scene.Node;
import javafx.scene.layout.Background;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.paint.LinearGradient;
import javafx.scene.paint.Paint;
import javafx.scene.paint.Stop;
import javafx.scene.text.Font;
import javafx.scene.text.Text;

/// The contrast of texts and icons against what is painted after them, after WCAG 2.1 (1.4.3, 1.4.11). What is disabled need not have any.
final class ContrastRule {
    private static final double TEXT = 4.5;
    private static final double LARGE = 3;
    private static final double LARGE_PIXELS = 24;
    private static final double LARGE_BOLD_PIXELS = 18.66;

    private ContrastRule() {}

    static Stream<LayoutFinding> findings(ShownNodes shown) {
        return Stream.concat(
            shown.texts().stream().filter(one -> !one.node().isDisabled()).flatMap(one -> text((Text) one.node()).stream()),
            shown.all().stream().filter(one -> !one.node().isDisabled() && one.node() instanceof Region region && region.getShape() != null && styled(region))
                .flatMap(one -> icon((Region) one.node()).stream()));
    }

    private static boolean styled(Region region) {
        return region.getStyleClass().contains("icon") || region.getStyleClass().contains("shape");
    }

    private static Optional<LayoutFinding> text(Text text) {
        if (ShownNodes.labeled(text).isEmpty() && ShownNodes.textInput(text).isPresent() && text.getFill() instanceof Color fill && fill.getOpacity() < 0.02) {
            return Optional.empty();
        }
        double needed = large(text.getFont()) ? LARGE : TEXT;
        return color(text.getFill()).filter(fill -> fill.getOpacity() > 0)
            .flatMap(fill -> finding(text, fill, text.getParent(), needed, ShownNodes.quoted(text.getText())));
    }

    private static Optional<LayoutFinding> icon(Region icon) {
        return Optional.ofNullable(icon.getBackground()).flatMap(ContrastRule::topmost).filter(fill -> fill.getOpacity() > 0)
            .flatMap(fill -> finding(icon, fill, icon.getParent(), LARGE, "shape"));
    }

    private static Optional<LayoutFinding> finding(Node node, Color fill, Node behind, double needed, String what) {
        Color ground = ground(behind);
        double opacity = ShownNodes.ancestors(node).mapToDouble(Node::getOpacity).reduce(1, (a, b) -> a * b);
        double ratio = ratio(over(fill.deriveColor(0, 1, 1, opacity), ground), ground);
        return ratio >= needed - 0.005 ? Optional.empty()
            : Optional.of(new LayoutFinding(LayoutRule.CONTRAST, ShownNodes.name(node),
                String.format(Locale.ROOT, "%.2f of %.1f: %s on %s  %s", ratio, needed, hex(fill), hex(ground), what)));
    }

    private static boolean large(Font font) {
        return font.getSize() >= LARGE_PIXELS || font.getSize() >= LARGE_BOLD_PIXELS && font.getStyle().contains("Bold");
    }

    /// What is painted after a node that lies in `parent`.
    static Color ground(Node parent) {
        Deque<Color> layers = new ArrayDeque<>();
        for (Node at = parent; at != null; at = at.getParent()) {
            Optional<Color> painted = at instanceof Region region && region.getBackground() != null ? topmost(region.getBackground()) : Optional.empty();
            painted.ifPresent(layers::push);
            if (painted.filter(Color::isOpaque).isPresent()) {
                break;
            }
        }
        Color ground = Color.WHITE;
        for (Color layer : layers) {
            ground = over(layer, ground);
        }
        return ground;
    }

    private static Optional<Color> topmost(Background background) {
        return background.getFills().isEmpty() ? Optional.empty() : color(background.getFills().getLast().getFill());
    }

    private static Optional<Color> color(Paint paint) {
        return switch (paint) {
            case Color color -> Optional.of(color);
            case LinearGradient gradient -> gradient.getStops().stream().map(Stop::getColor).findFirst();
            case null, default -> Optional.empty();
        };
    }

    private static Color over(Color front, Color back) {
        double a = front.getOpacity();
        return Color.color(front.getRed() * a + back.getRed() * (1 - a), front.getGreen() * a + back.getGreen() * (1 - a),
            front.getBlue() * a + back.getBlue() * (1 - a));
    }

    static double ratio(Color a, Color b) {
        double x = luminance(a);
        double y = luminance(b);
        return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
    }

    private static double luminance(Color color) {
        return 0.2126 * linear(color.getRed()) + 0.7152 * linear(color.getGreen()) + 0.0722 * linear(color.getBlue());
    }

    private static double linear(double value) {
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static String hex(Color color) {
        return String.format(Locale.ROOT, "#%02x%02x%02x", Math.round(color.getRed() * 255), Math.round(color.getGreen() * 255),
            Math.round(color.getBlue() * 255));
    }
}
