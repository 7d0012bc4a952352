package earshot.ui.kit;

import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// Builds, shows and hides nodes alike in all views. On the FX thread only.
public final class Nodes {
    private Nodes() {}

    /// Shows or hides a node. A hidden node takes no room.
    public static void setShown(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    public static void bindShown(Node node, ObservableValue<Boolean> shown) {
        node.visibleProperty().bind(shown);
        node.managedProperty().bind(shown);
    }

    /// Adds or removes a style class. What is so already is left alone: for each change the styles of the node and of all in it are looked up again.
    public static void setStyleClass(Node node, String styleClass, boolean present) {
        if (present && !node.getStyleClass().contains(styleClass)) {
            node.getStyleClass().add(styleClass);
        } else if (!present) {
            node.getStyleClass().remove(styleClass);
        }
    }

    /// Sets all style classes, under the same rule.
    public static void setStyleClasses(Node node, String... styleClasses) {
        if (!node.getStyleClass().equals(List.of(styleClasses))) {
            node.getStyleClass().setAll(styleClasses);
        }
    }

    /// Keeps the content of a tab out of the window while another one is selected: each frame walks through all nodes in it, also through hidden ones.
    public static void keepWhileSelected(Tab tab) {
        Node content = tab.getContent();
        tab.selectedProperty().subscribe(selected -> tab.setContent(selected ? content : null));
    }

    public static Label label(String text, String... styleClasses) {
        Label label = new Label(text);
        label.getStyleClass().addAll(styleClasses);
        return label;
    }

    /// A label that wraps and is never cut off.
    public static Label wrappedLabel(String text, String... styleClasses) {
        Label label = label(text, styleClasses);
        WrapGuard.wrap(label);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    /// An empty region that the style sheet fills: a shape, a colored box.
    public static Region region(String... styleClasses) {
        Region region = new Region();
        region.getStyleClass().addAll(styleClasses);
        return region;
    }

    /// A region whose parent gives it its place and size.
    public static Region unmanagedRegion(String... styleClasses) {
        Region region = region(styleClasses);
        region.setManaged(false);
        return region;
    }

    /// An icon of the style sheet, for example `icon-close`.
    public static Region icon(String... styleClasses) {
        Region icon = region(styleClasses);
        icon.getStyleClass().addFirst("icon");
        return icon;
    }

    /// A row of the style class `line`: its nodes side by side, in the middle of its height.
    public static HBox line(Node... nodes) {
        HBox line = new HBox(8, nodes);
        line.getStyleClass().add("line");
        return line;
    }

    /// @param tone style class of the color: `is-ok`, `is-warn`, `is-bad`, `is-in`, `is-out`, `is-quiet`
    public static Label chip(String text, String tone) {
        return uncut(label(text, "chip", tone));
    }

    /// Does what a button does, for a key; nothing while the button or what holds it is not there.
    public static void fireIfShown(Button button) {
        if (button.isVisible() && button.getParent().isVisible()) {
            button.fire();
        }
    }

    /// A small button with an action. Its text may hold underscores, as names of models do.
    public static Button smallButton(String text, Runnable action) {
        Button button = new Button(text);
        button.setMnemonicParsing(false);
        button.getStyleClass().add("small-button");
        button.setOnAction(_ -> action.run());
        return uncut(button);
    }

    /// The same node, with a tooltip that says what it is: for numbers and icons that stand alone.
    public static <N extends Node> N explained(N node, String text) {
        Tooltip tooltip = WholeTextTooltip.wrapped();
        tooltip.setText(text);
        if (node instanceof Control control) {
            control.setTooltip(tooltip);
        } else {
            Tooltip.install(node, tooltip);
        }
        return node;
    }

    /// The same region, never narrower than its content.
    public static <R extends Region> R uncut(R region) {
        region.setMinWidth(Region.USE_PREF_SIZE);
        return region;
    }

    /// The same region, exactly this many pixels wide.
    public static <R extends Region> R fixWidth(R region, double width) {
        region.setMinWidth(width);
        region.setPrefWidth(width);
        region.setMaxWidth(width);
        return region;
    }

    /// The same region, which takes the room its neighbors in a row leave.
    public static <R extends Region> R grow(R region) {
        region.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(region, Priority.ALWAYS);
        return region;
    }

    /// The empty room between the left and the right part of a row.
    public static Region gap() {
        return grow(new Region());
    }
}
