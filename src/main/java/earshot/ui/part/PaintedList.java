package earshot.ui.part;

import javafx.geometry.Orientation;
import javafx.scene.AccessibleAttribute;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;

/// List of rows of equal height, painted on one canvas: the only technique that stayed smooth with thousands of rows and
/// many new ones a second. Rows are numbered consecutively; a number stays the same when old rows are removed at the front.
///
/// Repaints on [#repaint] and on scrolling only. Screen readers get the text of the selected row. On the FX thread only.
public final class PaintedList extends Region {
    /// Height of a row in pixels.
    public static final double ROW = 26;

    private final Rows rows;
    private final Canvas canvas = new Canvas();
    private final ScrollBar bar = new ScrollBar();
    private final Inks inks = new Inks(this::repaint);
    private double top;
    private boolean following = true;
    private long current = -1;
    private boolean adjusting;

    /// Supplies the rows and paints them.
    public interface Rows {
        /// Number of the oldest row.
        long first();

        /// Number after the newest row.
        long end();

        /// Paints one row; its background is already painted.
        void paint(GraphicsContext g, Inks inks, long row, double y, double width);

        /// Text of a row for screen readers.
        String spoken(long row);

        /// The selection changed; `-1` for none.
        void chosen(long row);

        /// Group of a row. Adjacent rows of one group are selected and striped together.
        default long group(long row) {
            return row;
        }

        /// The first row of a group.
        default long rowOf(long group) {
            return group;
        }

        /// Called before painting with the width in pixels. It may change the number of rows, not of groups.
        default void widen(double width) {}

        /// A row was pressed with the mouse; it is already selected.
        ///
        /// @param x from the left edge
        default void pressed(long row, double x, int clicks) {}

        /// Following of new rows was switched on or off.
        void followed(boolean following);
    }

    public PaintedList(Rows rows) {
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
        getChildren().addAll(canvas, bar, inks);
        addEventHandler(ScrollEvent.SCROLL, event -> {
            scrollTo(top - event.getDeltaY() / ROW);
            event.consume();
        });
        addEventHandler(MouseEvent.MOUSE_PRESSED, event -> {
            requestFocus();
            long row = (long) Math.floor(top + event.getY() / ROW);
            choose(row < rows.end() ? row : -1);
            if (current >= 0) {
                rows.pressed(row, event.getX(), event.getClickCount());
            }
            event.consume();
        });
        addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        focusedProperty().subscribe((_, _) -> repaint());
    }

    private void pressed(KeyEvent event) {
        if (event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        int page = Math.max(1, (int) (height() / ROW) - 1);
        switch (event.getCode()) {
            case UP, K -> step(-1);
            case DOWN, J -> step(1);
            case PAGE_UP -> step(-page);
            case PAGE_DOWN -> step(page);
            case HOME -> choose(rows.first());
            case END -> choose(rows.end() - 1);
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void step(int by) {
        if (rows.end() == rows.first()) {
            return;
        }
        if (current < rows.first()) {
            choose(Math.clamp((by > 0 ? (long) top - 1 : (long) (top + height() / ROW)) + by, rows.first(), rows.end() - 1));
        } else if (Math.abs(by) == 1) {
            choose(rows.rowOf(Math.clamp(rows.group(current) + by, rows.group(rows.first()), rows.group(rows.end() - 1))));
        } else {
            choose(rows.rowOf(rows.group(Math.clamp(current + by, rows.first(), rows.end() - 1))));
        }
    }

    /// Selects a row and scrolls to it; `-1` for none. Selecting a row stops following.
    public void choose(long row) {
        current = row >= rows.first() && row < rows.end() ? row : -1;
        if (current >= 0) {
            follow(false);
            long begin = Math.max(rows.first(), rows.rowOf(rows.group(current)));
            long after = after(current);
            if (begin < top) {
                top = begin;
            } else if (after > top + height() / ROW) {
                top = Math.min(begin, after - height() / ROW);
            }
        }
        rows.chosen(current);
        notifyAccessibleAttributeChanged(AccessibleAttribute.TEXT);
        repaint();
    }

    /// The row after the group of a row.
    private long after(long row) {
        long group = rows.group(row);
        return group < rows.group(rows.end() - 1) ? rows.rowOf(group + 1) : rows.end();
    }

    /// Scrolls to the first row.
    public void toBegin() {
        top = rows.first();
        repaint();
    }

    /// The upper edge of a row, from the upper edge of the list.
    public double yOf(long row) {
        return Math.rint((row - top) * ROW);
    }

    /// Scrolls along with new rows, or keeps its position.
    public void follow(boolean follow) {
        if (following != follow) {
            following = follow;
            rows.followed(follow);
        }
        repaint();
    }

    /// Call after all rows got new numbers. `row` is the new number of the selected row, `-1` for none; it stays in its place.
    public void renumbered(long row) {
        double above = current >= 0 ? current - top : 0;
        current = row;
        if (row >= 0) {
            top = row - above;
        }
        repaint();
    }

    private void scrollTo(double wanted) {
        double last = lastTop();
        top = Math.clamp(wanted, rows.first(), last);
        boolean atEnd = top >= last - 0.01;
        if (atEnd && current < 0 || !atEnd) {
            follow(atEnd);
        }
        repaint();
    }

    private double lastTop() {
        return Math.max(rows.first(), rows.end() - height() / ROW);
    }

    private double height() {
        return Math.max(ROW, getHeight());
    }

    /// Requests a repaint of the visible rows.
    public void repaint() {
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double height = getHeight();
        canvas.setWidth(width);
        canvas.setHeight(height);
        long chosen = current >= rows.first() && current < rows.end() ? rows.group(current) : -1;
        rows.widen(width - bar.prefWidth(-1));
        if (chosen >= 0) {
            current = rows.rowOf(chosen);
        }
        top = following ? lastTop() : Math.clamp(top, rows.first(), lastTop());
        boolean scrolls = (rows.end() - rows.first()) * ROW > height;
        adjusting = true;
        bar.setVisible(scrolls);
        bar.setMin(rows.first());
        bar.setMax(lastTop());
        bar.setVisibleAmount((lastTop() - rows.first()) * height / ROW / Math.max(1, rows.end() - rows.first()));
        bar.setBlockIncrement(height / ROW);
        bar.setValue(top);
        adjusting = false;
        double barWidth = bar.prefWidth(-1);
        bar.resizeRelocate(width - barWidth, 0, barWidth, height);
        paint(scrolls ? width - barWidth : width, height);
    }

    private void paint(double width, double height) {
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.setFill(inks.get(Inks.Ink.SURFACE));
        g.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
        long from = (long) Math.floor(top);
        long chosen = current >= rows.first() && current < rows.end() ? rows.group(current) : -1;
        for (long row = from; row < rows.end(); row++) {
            double y = Math.rint((row - top) * ROW);
            if (y >= height) {
                break;
            }
            if (rows.group(row) == chosen) {
                g.setFill(inks.get(Inks.Ink.SELECTED));
                g.fillRect(0, y, width, ROW);
            } else if (rows.group(row) % 2 == 1) {
                g.setFill(inks.get(Inks.Ink.STRIPE));
                g.fillRect(0, y, width, ROW);
            }
            rows.paint(g, inks, row, y, width);
        }
        if (chosen >= 0 && isFocused()) {
            double y = yOf(rows.rowOf(chosen));
            g.setStroke(inks.get(Inks.Ink.IN));
            g.setLineWidth(2);
            g.strokeRect(1, y + 1, width - 2, yOf(after(current)) - y - 2);
        }
    }

    @Override
    public Object queryAccessibleAttribute(AccessibleAttribute attribute, Object... parameters) {
        if (attribute == AccessibleAttribute.TEXT) {
            return current >= 0 && current < rows.end() && current >= rows.first() ? rows.spoken(current) : getAccessibleText();
        }
        return super.queryAccessibleAttribute(attribute, parameters);
    }
}
