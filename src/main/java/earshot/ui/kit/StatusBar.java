package earshot.ui.kit;

import module java.base;

import javafx.geometry.HPos;
import javafx.geometry.Insets;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/// A row of texts that leave whole, the least important first, while there is no room for all; what has left is told where the pointer rests on the dots
/// in their place. Those that never leave are shortened at last. A divider leaves with the text before it. On the FX thread only.
public final class StatusBar extends HBox {
    private final Label more = Nodes.uncut(Nodes.label("…", "status-more"));
    private final Tooltip texts = new Tooltip();
    private List<Label> leaving = List.of();

    /// @param labels of this row, the least important first
    public void setLeaving(List<Label> labels) {
        leaving = List.copyOf(labels);
        more.setTooltip(texts);
        getChildren().add(getChildren().indexOf(spring()), more);
    }

    private Node spring() {
        return getChildren().stream().filter(node -> getHgrow(node) == Priority.ALWAYS).findFirst().orElseThrow();
    }

    @Override
    protected double computeMinWidth(double height) {
        return 0;
    }

    @Override
    protected void layoutChildren() {
        double room = getWidth() - snappedLeftInset() - snappedRightInset();
        List<Node> shown = new ArrayList<>(getManagedChildren());
        shown.remove(more);
        List<Label> left = new ArrayList<>();
        for (Iterator<Label> next = leaving.iterator(); next.hasNext() && needed(shown, !left.isEmpty()) > room;) {
            Label label = next.next();
            if (label.isManaged()) {
                left.add(label);
                remove(label, shown);
            }
        }
        if (!left.isEmpty()) {
            shown.add(shown.indexOf(spring()), more);
        }
        tell(left);
        getManagedChildren().forEach(node -> node.setVisible(shown.contains(node)));
        place(shown, room - needed(shown, false));
    }

    private static void remove(Label label, List<Node> shown) {
        int at = shown.indexOf(label);
        shown.remove(at);
        if (at < shown.size() && shown.get(at).getStyleClass().contains("divider")) {
            shown.remove(at);
        }
    }

    private double needed(List<Node> nodes, boolean dots) {
        Stream<Node> all = Stream.concat(nodes.stream(), dots ? Stream.of(more) : Stream.empty());
        return all.mapToDouble(this::wide).sum() + getSpacing() * (nodes.size() - (dots ? 0 : 1));
    }

    private double wide(Node node) {
        return node == spring() ? 0 : snapSizeX(node.prefWidth(-1));
    }

    /// @param rest of the room; below zero what is missing
    private void place(List<Node> shown, double rest) {
        Insets insets = getInsets();
        double missing = Math.max(0, -rest);
        double x = insets.getLeft();
        for (Node node : shown) {
            double wide = node == spring() ? Math.max(0, rest) : wide(node);
            double cut = Math.min(missing, Math.max(0, wide - node.minWidth(-1)));
            missing -= cut;
            double height = getHeight() - insets.getTop() - insets.getBottom();
            layoutInArea(node, x, insets.getTop(), wide - cut, height, 0, HPos.LEFT, VPos.CENTER);
            x += wide - cut + getSpacing();
        }
    }

    private void tell(List<Label> left) {
        texts.setText(left.stream().map(Label::getText).collect(Collectors.joining("\n")));
        more.setAccessibleText(texts.getText());
    }
}
