package earshot.ui.gallery;

import module java.base;

import earshot.ui.gallery.ShownNodes.Shown;
import earshot.ui.kit.EditableLabel;
import earshot.ui.kit.EmptyState;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TextInputControl;

/// Controls without content, and those that are hard to hit.
final class ControlRules {
    private static final double TARGET = 24;
    /// What can be done by other means, too.
    private static final Set<String> ELSEWHERE = Set.of("split-pane-divider", "thumb", "track");

    private ControlRules() {}

    static Stream<LayoutFinding> findings(ShownNodes shown) {
        Stream<LayoutFinding> tabs = shown.all().stream().filter(one -> one.node().getStyleClass().contains("tab-down-button"))
            .map(one -> new LayoutFinding(LayoutRule.CUT, ShownNodes.name(one.node()), "tabs do not fit"));
        return Stream.concat(
            Stream.concat(tabs,
                shown.all().stream().filter(one -> empty(one.node()))
                    .map(one -> new LayoutFinding(LayoutRule.EMPTY, ShownNodes.name(one.node()), "nothing in it"))),
            shown.all().stream().filter(one -> clickable(one.node())).flatMap(one -> small(one).stream()));
    }

    private static boolean empty(Node node) {
        return switch (node) {
            case ButtonBase button -> blank(button.getText()) && button.getGraphic() == null && !ShownNodes.part(button)
                && !(button instanceof CheckBox && !blank(button.getAccessibleText()));
            case ListView<?> list -> list.getItems().isEmpty() && list.getPlaceholder() == null
                && list.getParent().getChildrenUnmodifiable().stream().noneMatch(beside -> beside instanceof EmptyState && beside.isVisible());
            case ComboBoxBase<?> box -> box.getValue() == null && blank(box.getPromptText()) && !box.isEditable();
            case Labeled labeled -> (labeled.getStyleClass().contains("pill") || labeled.getStyleClass().contains("chip")) && blank(labeled.getText());
            default -> false;
        };
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }

    private static boolean clickable(Node node) {
        boolean stock = node instanceof ButtonBase || node instanceof ComboBoxBase<?>
            || node instanceof TextInputControl && !(node.getParent() instanceof ComboBoxBase<?>) || node.getStyleClass().contains("tab");
        boolean own = (node.getOnMouseClicked() != null || node.getOnMousePressed() != null)
            && !ELSEWHERE.contains(node.getStyleClass().isEmpty() ? "" : node.getStyleClass().getFirst()) && !(node.getParent() instanceof ScrollBar)
            && !(node.getParent() instanceof EditableLabel);
        return !ShownNodes.part(node) && (stock || own);
    }

    private static Optional<LayoutFinding> small(Shown one) {
        double width = one.bounds().getWidth();
        double height = one.bounds().getHeight();
        return height >= TARGET - 0.01 && width >= TARGET - 0.01 ? Optional.empty()
            : Optional.of(new LayoutFinding(LayoutRule.SMALL, ShownNodes.name(one.node()), String.format(Locale.ROOT, "%.0f x %.0f px", width, height)));
    }
}
