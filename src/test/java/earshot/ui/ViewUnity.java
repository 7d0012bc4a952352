package earshot.ui;

import module java.base;

import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListCell;
import javafx.scene.control.RadioButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// What is to be alike in all views: a number or an icon that stands alone tells what it is under the pointer, and buttons side by side are equally high. On the FX thread.
final class ViewUnity {
    /// As the toolkit keeps a tooltip with its node.
    private static final String TOOLTIP = "javafx.scene.control.Tooltip";
    private static final Pattern NUMBER = Pattern.compile("[^\\p{L}]*\\d[^\\p{L}]*|[^\\p{L}]*\\d[^\\p{L}]*(?:ms|s|d?B|MB|KB|Hz|min|h)(?:/s)?");
    /// Pixels.
    private static final double ALIKE = 1.5;

    private ViewUnity() {}

    /// Numbers and icons that no pointer can ask.
    static List<String> untold(List<Node> shown) {
        return shown.stream().filter(node -> number(node) || icon(node)).filter(node -> !told(node)).map(ViewUnity::described).toList();
    }

    private static boolean number(Node node) {
        return node instanceof Label label && label.getText() != null && NUMBER.matcher(label.getText().strip()).matches() && !partOfButton(label);
    }

    /// An icon alone, also as a button; one beside words is explained by them.
    private static boolean icon(Node node) {
        if (node instanceof ButtonBase button) {
            return button.getGraphic() != null && (button.getText() == null || button.getText().isBlank()) && !(button instanceof CheckBox);
        }
        return node instanceof Region && node.getStyleClass().contains("icon") && !partOfButton(node) && !(node.getParent() instanceof Labeled)
            && !besideWords(node);
    }

    private static boolean besideWords(Node node) {
        return node.getParent().getChildrenUnmodifiable().stream()
            .anyMatch(other -> other instanceof Labeled labeled && labeled.getText() != null && !labeled.getText().isBlank());
    }

    private static boolean partOfButton(Node node) {
        return ancestors(node).anyMatch(ButtonBase.class::isInstance);
    }

    /// By itself, or by what it stands in, within its row or card.
    private static boolean told(Node node) {
        return Stream.concat(Stream.of(node), ancestors(node).takeWhile(parent -> !(parent instanceof ListCell<?>)))
            .anyMatch(one -> one.getProperties().get(TOOLTIP) instanceof Tooltip tooltip && tooltip.getText() != null && !tooltip.getText().isBlank());
    }

    private static Stream<Node> ancestors(Node node) {
        return Stream.<Node>iterate(node.getParent(), Objects::nonNull, Node::getParent);
    }

    /// Rows in which buttons differ in height.
    static List<String> uneven(List<Node> shown) {
        Map<Parent, List<ButtonBase>> rows = shown.stream()
            .filter(node -> node instanceof ButtonBase && !(node instanceof CheckBox || node instanceof RadioButton || node instanceof Hyperlink))
            .map(ButtonBase.class::cast)
            .filter(button -> button.getParent() != null && !(button.getParent() instanceof VBox))
            .collect(Collectors.groupingBy(Node::getParent, IdentityHashMap::new, Collectors.toList()));
        return rows.values().stream()
            .filter(row -> row.stream().mapToDouble(Region::getHeight).max().orElse(0) - row.stream().mapToDouble(Region::getHeight).min().orElse(0) > ALIKE)
            .map(row -> row.stream().map(button -> described(button) + " " + button.getHeight()).collect(Collectors.joining(" | "))).toList();
    }

    private static String described(Node node) {
        String where = ancestors(node)
            .map(parent -> parent.getId() != null ? "#" + parent.getId() : parent.getStyleClass().isEmpty() ? "" : "." + parent.getStyleClass().getLast())
            .filter(name -> !name.isEmpty()).limit(3).collect(Collectors.joining(" < "));
        return (node.getId() != null ? "#" + node.getId() : node.getStyleClass()) + (node instanceof Labeled labeled ? " '" + labeled.getText() + "'" : "")
            + " in " + where;
    }
}
