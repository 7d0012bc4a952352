package earshot.ui.kit;

import module java.base;

import javafx.scene.Node;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;

/// Makes a node take what is dragged over it, and marks it by the style class `drop-target` meanwhile. On the FX thread only.
public final class DropTarget {
    private static final String MARK = "drop-target";

    private DropTarget() {}

    /// @param accepts whether what is dragged belongs here; else it is left to what is around the node
    public static void install(Node node, TransferMode mode, Predicate<DragEvent> accepts, Consumer<DragEvent> dropped) {
        node.setOnDragOver(event -> {
            if (accepts.test(event)) {
                event.acceptTransferModes(mode);
                Nodes.setStyleClass(node, MARK, true);
                event.consume();
            }
        });
        node.setOnDragExited(_ -> Nodes.setStyleClass(node, MARK, false));
        node.setOnDragDropped(event -> {
            // what comes from another program never leaves it after that
            Nodes.setStyleClass(node, MARK, false);
            if (accepts.test(event)) {
                dropped.accept(event);
                event.setDropCompleted(true);
                event.consume();
            }
        });
    }
}
