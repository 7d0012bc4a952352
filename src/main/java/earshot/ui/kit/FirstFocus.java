package earshot.ui.kit;

import module java.base;

import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextInputControl;

/// Where the keyboard begins in what is shown: at the rows of a list, else at the main action, else at what comes first. Not in a text, which would
/// take the shortcuts that are single letters. On the FX thread only.
public final class FirstFocus {
    private FirstFocus() {}

    /// Everything below a node that Tab stops at, in reading order.
    public static List<Node> stops(Parent parent) {
        List<Node> found = new ArrayList<>();
        collect(parent, found);
        return found;
    }

    /// Focuses the node with which a person begins; returns false where there is none.
    public static boolean request(Parent parent) {
        List<Node> stops = stops(parent).stream().filter(node -> !(node instanceof ScrollPane || node instanceof TextInputControl)).toList();
        Optional<Node> first = stops.stream().filter(FirstFocus::rows).findFirst()
            .or(() -> stops.stream().filter(node -> node.getStyleClass().contains("accent")).findFirst())
            .or(() -> stops.stream().findFirst());
        first.ifPresent(Node::requestFocus);
        return first.isPresent();
    }

    private static boolean rows(Node node) {
        return node instanceof ListView<?> list && !list.getItems().isEmpty() || node instanceof CanvasListView;
    }

    private static void collect(Parent parent, List<Node> found) {
        for (Node node : parent.getChildrenUnmodifiable()) {
            if (!node.isVisible() || node.isDisabled()) {
                continue;
            }
            if (node.isFocusTraversable()) {
                found.add(node);
            }
            if (node instanceof Parent inner) {
                collect(inner, found);
            }
        }
    }
}
