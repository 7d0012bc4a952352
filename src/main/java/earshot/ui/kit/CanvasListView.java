package earshot.ui.kit;

import java.util.Optional;
import javafx.beans.value.ObservableBooleanValue;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Orientation;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;

/// List of rows of equal height, painted on one canvas: the only technique that stayed smooth with thousands of rows and
/// many new ones a second. Rows are numbered consecutively; a number stays the same when old rows are removed at the front.
///
/// Repaints on [#repaint] and on scrolling only. While the pointer is over it, it does not scroll along with new rows. Screen readers get the text of the
/// selected row. On the FX thread only.
public final class CanvasListView extends Region {
    /// Height of a row in pixels.
    public static final double ROW = 26;

    private final RowModel rows;
    private final Canvas canvas = new Canvas();
    private final ScrollBar bar = new ScrollBar();
    private final Tooltip whole = WholeTextTooltip.wrapped();
    private final ThemeColors themeColors = new ThemeColors(this::repaint);
    private double top;
    private boolean following = true;
    private long selectedRow = -1;
    /// The other end of the selected rows; the selected row itself where it is the only one.
    private long anchor = -1;
    private boolean severalRows;
    private boolean adjusting;
    private boolean painted;
    private ObservableBooleanValue hand = hoverProperty();

    /// Supplies the rows and paints them.
    public interface RowModel {
        /// Number of the oldest row.
        long first();

        /// Number after the newest row.
        long end();

        /// Paints one row; its background is already painted.
        void paint(GraphicsContext g, ThemeColors themeColors, long row, double y, double width);

        /// Text of a row for screen readers.
        String accessibleText(long row);

        /// The selection changed; `-1` for none.
        void selected(long row);

        /// All rows from one to the other were selected, both included; the second one is the selected row. Only where [CanvasListView#selectSeveralRows]
        /// was called.
        default void selected(long anchor, long row) {}

        /// The whole text of a row of which something does not fit; shown while the pointer rests on it.
        default Optional<String> wholeText(long row) {
            return Optional.empty();
        }

        /// Group of a row. Adjacent rows of one group are selected and striped together.
        default long groupOf(long row) {
            return row;
        }

        /// The first row of a group.
        default long firstRowOf(long group) {
            return group;
        }

        /// Called before painting with the width in pixels. It may change the number of rows, not of groups.
        default void setRowWidth(double width) {}

        /// A row was pressed with the first button of the mouse; it is already selected.
        ///
        /// @param x from the left edge
        default void rowPressed(long row, double x, int clicks) {}

        /// Following of new rows was switched on or off.
        void followingChanged(boolean following);
    }

    public CanvasListView(RowModel rows) {
        this.rows = rows;
        getStyleClass().add("painted-list");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.LIST_ITEM);
        bar.setOrientation(Orientation.VERTICAL);
        bar.setFocusTraversable(false);
        bar.valueProperty().addListener((_, _, value) -> {
            if (!adjusting) {
                scrollTo(value.doubleValue());
            }
        });
        getChildren().addAll(canvas, bar, themeColors);
        addEventHandler(ScrollEvent.SCROLL, event -> {
            scrollTo(top - event.getDeltaY() / ROW);
            event.consume();
        });
        addEventHandler(MouseEvent.MOUSE_PRESSED, event -> {
            requestFocus();
            long row = (long) Math.floor(top + event.getY() / ROW);
            if (severalRows && event.isShiftDown() && isRow(row) && isRow(selectedRow)) {
                extend(row);
            } else if (event.getButton() != MouseButton.SECONDARY || !inSelection(row)) {
                select(row < rows.end() ? row : -1);
            }
            if (selectedRow >= 0 && event.getButton() == MouseButton.PRIMARY) {
                rows.rowPressed(row, event.getX(), event.getClickCount());
            }
            event.consume();
        });
        addEventHandler(MouseEvent.MOUSE_MOVED, event -> showWhole((long) Math.floor(top + event.getY() / ROW)));
        addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        focusedProperty().subscribe((_, _) -> repaint());
        hoverProperty().subscribe((_, _) -> repaint());
    }

    private void showWhole(long row) {
        String text = isRow(row) ? rows.wholeText(row).orElse("") : "";
        if (!text.equals(whole.getText())) {
            whole.setText(text);
            Tooltip.uninstall(this, whole);
            if (!text.isEmpty()) {
                Tooltip.install(this, whole);
            }
        }
    }

    /// Lets a person select several rows that follow each other: with Shift, or all with Ctrl+A.
    public void selectSeveralRows() {
        severalRows = true;
    }

    private void pressed(KeyEvent event) {
        if (severalRows && event.isShortcutDown() && event.getCode() == KeyCode.A && rows.end() > rows.first()) {
            double before = top;
            select(rows.first());
            extend(rows.end() - 1);
            top = before;
            event.consume();
        }
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        long from = anchor;
        boolean extending = severalRows && event.isShiftDown() && isRow(selectedRow);
        int page = Math.max(1, (int) (viewHeight() / ROW) - 1);
        switch (event.getCode()) {
            case UP, K -> step(-1);
            case DOWN, J -> step(1);
            case PAGE_UP -> step(-page);
            case PAGE_DOWN -> step(page);
            case HOME -> select(rows.first());
            case END -> select(rows.end() - 1);
            default -> {
                return;
            }
        }
        if (extending) {
            anchor = from;
            extend(selectedRow);
        }
        event.consume();
    }

    /// Selects all rows from the anchor to this one, and scrolls to it.
    private void extend(long row) {
        long from = anchor;
        select(row);
        anchor = from;
        rows.selected(Math.max(from, rows.first()), row);
    }

    private boolean inSelection(long row) {
        return isRow(selectedRow) && row >= Math.min(anchor, selectedRow) && row <= Math.max(anchor, selectedRow);
    }

    private void step(int by) {
        if (rows.end() == rows.first()) {
            return;
        }
        if (selectedRow < rows.first()) {
            select(Math.clamp((by > 0 ? (long) top - 1 : (long) (top + viewHeight() / ROW)) + by, rows.first(), rows.end() - 1));
        } else if (Math.abs(by) == 1) {
            select(rows.firstRowOf(Math.clamp(rows.groupOf(selectedRow) + by, rows.groupOf(rows.first()), rows.groupOf(rows.end() - 1))));
        } else {
            select(rows.firstRowOf(rows.groupOf(Math.clamp(selectedRow + by, rows.first(), rows.end() - 1))));
        }
    }

    /// Selects a row and scrolls to it; `-1` for none. Selecting a row stops following.
    public void select(long row) {
        selectedRow = isRow(row) ? row : -1;
        anchor = selectedRow;
        if (selectedRow >= 0) {
            follow(false);
            long begin = Math.max(rows.first(), rows.firstRowOf(rows.groupOf(selectedRow)));
            long after = rowAfterGroup(selectedRow);
            if (begin < top) {
                top = begin;
            } else if (after > top + viewHeight() / ROW) {
                top = Math.min(begin, after - viewHeight() / ROW);
            }
        }
        rows.selected(selectedRow);
        notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
        repaint();
    }

    private boolean isRow(long row) {
        return row >= rows.first() && row < rows.end();
    }

    /// The group of the selected row, `-1` for none.
    private long selectedGroup() {
        return isRow(selectedRow) ? rows.groupOf(selectedRow) : -1;
    }

    /// The row after the group of a row.
    private long rowAfterGroup(long row) {
        long group = rows.groupOf(row);
        return group < rows.groupOf(rows.end() - 1) ? rows.firstRowOf(group + 1) : rows.end();
    }

    public void scrollToStart() {
        top = rows.first();
        repaint();
    }

    /// The upper edge of a row, from the upper edge of the list.
    public double yOf(long row) {
        return Math.rint((row - top) * ROW);
    }

    /// Where the selected row lies in the scene; empty where none is, or it is scrolled away.
    Optional<Bounds> selectedBounds() {
        double y = isRow(selectedRow) ? yOf(selectedRow) : -1;
        return y < 0 || y + ROW > viewHeight() ? Optional.empty() : Optional.of(localToScene(new BoundingBox(0, y, getWidth(), ROW)));
    }

    /// Scrolls along with new rows, or keeps its position.
    public void follow(boolean follow) {
        if (following != follow) {
            following = follow;
            rows.followingChanged(follow);
        }
        if (follow) {
            top = lastTop();
        }
        repaint();
    }

    /// Call after all rows got new numbers. `row` is the new number of the selected row, `-1` for none; it stays in its place.
    public void rowsRenumbered(long row) {
        double above = selectedRow >= 0 ? selectedRow - top : 0;
        selectedRow = row;
        anchor = row;
        if (row >= 0) {
            top = row - above;
        }
        repaint();
    }

    private void scrollTo(double position) {
        double last = lastTop();
        top = Math.clamp(position, rows.first(), last);
        boolean atEnd = top >= last - 0.01;
        if (selectedRow < 0 || !atEnd) {
            follow(atEnd);
        }
        repaint();
    }

    /// Rows stay in their places while `working` is true, instead of while the pointer is over them.
    public void holdWhile(ObservableBooleanValue working) {
        hand = working;
        working.subscribe(_ -> repaint());
    }

    /// Whether nothing may move under the pointer. The first rows come in any case.
    private boolean held() {
        return hand.get() && painted;
    }

    /// Number of rows below the last visible one.
    public long rowsBelow() {
        return Math.max(0, rows.end() - (long) Math.ceil(top + viewHeight() / ROW));
    }

    private double lastTop() {
        return Math.max(rows.first(), rows.end() - viewHeight() / ROW);
    }

    private double viewHeight() {
        return Math.max(ROW, getHeight());
    }

    public void repaint() {
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double height = getHeight();
        canvas.setWidth(width);
        canvas.setHeight(height);
        double barWidth = bar.prefWidth(-1);
        long chosen = selectedGroup();
        rows.setRowWidth(width - barWidth);
        if (chosen >= 0) {
            anchor = anchor == selectedRow ? rows.firstRowOf(chosen) : anchor;
            selectedRow = rows.firstRowOf(chosen);
        }
        top = following && !held() ? lastTop() : Math.clamp(top, rows.first(), lastTop());
        boolean scrolls = (rows.end() - rows.first()) * ROW > height;
        adjusting = true;
        bar.setVisible(scrolls);
        bar.setMin(rows.first());
        bar.setMax(lastTop());
        bar.setVisibleAmount((lastTop() - rows.first()) * height / ROW / Math.max(1, rows.end() - rows.first()));
        bar.setBlockIncrement(height / ROW);
        bar.setValue(top);
        adjusting = false;
        painted = rows.end() > rows.first();
        bar.resizeRelocate(width - barWidth, 0, barWidth, height);
        paint(scrolls ? width - barWidth : width, height);
    }

    private void paint(double width, double height) {
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.setFill(themeColors.get(ThemeColors.ColorRole.SURFACE));
        g.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
        long chosen = selectedGroup();
        for (long row = (long) Math.floor(top); row < rows.end() && yOf(row) < height; row++) {
            double y = yOf(row);
            boolean selected = rows.groupOf(row) == chosen || inSelection(row);
            if (selected || rows.groupOf(row) % 2 == 1) {
                g.setFill(themeColors.get(selected ? ThemeColors.ColorRole.SELECTED : ThemeColors.ColorRole.STRIPE));
                g.fillRect(0, y, width, ROW);
            }
            rows.paint(g, themeColors, row, y, width);
        }
        if (isFocused()) {
            g.setStroke(themeColors.get(ThemeColors.ColorRole.IN));
            g.setLineWidth(2);
            double y = chosen >= 0 ? yOf(rows.firstRowOf(chosen)) : 0;
            g.strokeRect(1, y + 1, width - 2, (chosen >= 0 ? yOf(rowAfterGroup(selectedRow)) - y : height) - 2);
        }
    }

    @Override
    public Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
        if (attribute == AccessibleAttribute.TEXT) {
            return isRow(selectedRow) ? rows.accessibleText(selectedRow) : getAccessibleText();
        }
        return super.queryAccessibleAttribute(attribute, parameters);
    }
}
