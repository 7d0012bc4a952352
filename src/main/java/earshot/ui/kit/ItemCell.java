package earshot.ui.kit;

import javafx.scene.control.ListCell;
import javafx.scene.layout.Region;

/// List cell that is blank without an item.
public abstract class ItemCell<T> extends ListCell<T> {
    /// Pixels; narrower than this no list is laid out for good.
    private static final double NARROWEST = 80;

    private Region card;
    private double sides;

    /// Shows an item: sets the graphic and the text for screen readers.
    protected abstract void show(T item);

    /// Lays out a graphic that is shown for all items: as wide as the list rather than its longest text, and as high as its text needs at that width.
    ///
    /// @param besides pixels of the width that are not the card's: the padding of the cell, and room for a scroll bar
    protected final void layOut(Region graphic, double besides) {
        card = graphic;
        sides = besides;
        card.prefWidthProperty().bind(widthProperty().subtract(sides));
        card.setMaxWidth(Region.USE_PREF_SIZE);
    }

    /// A list asks for the height before it sets the width, and a label asks its graphic without any.
    @Override
    protected double computePrefHeight(double width) {
        if (card == null || getGraphic() != card) {
            return super.computePrefHeight(width);
        }
        double given = width > 0 ? width : getWidth() > 0 || getListView() == null ? getWidth() : getListView().getWidth();
        return snapSizeY(card.prefHeight(Math.max(NARROWEST, given - sides))) + snappedTopInset() + snappedBottomInset();
    }

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
