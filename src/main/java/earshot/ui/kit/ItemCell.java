package earshot.ui.kit;

import javafx.scene.control.ListCell;

/// List cell that is blank without an item.
public abstract class ItemCell<T> extends ListCell<T> {
    /// Shows an item: sets the graphic and the text for screen readers.
    protected abstract void show(T item);

    @Override
    protected final void updateItem(T item, boolean empty) {
        super.updateItem(item, empty);
        if (empty || item == null) {
            setGraphic(null);
            setAccessibleText(null);
        } else {
            show(item);
        }
    }
}
