package earshot.ui.devices;

import module java.base;

import earshot.ui.kit.Nodes;
import javafx.beans.value.ObservableValue;
import javafx.scene.layout.Region;

/// Columns of the device list, for its header and its rows. Together they fit beside the detail at 1280 px; in a narrower list they leave one
/// after the other, always in the same order.
enum DeviceColumn {
    NAME(118, true),
    STATE(112, false),
    DIALECT(58, false),
    LEVEL(104, false),
    ROUND_TRIP(50, false),
    LAST(92, true),
    AGE(72, false);

    static final double GAP = 8;
    /// Pixels left and right of a row, as in the style sheet.
    static final double SIDE = 16;
    private static final double SCROLL_BAR = 10;
    private static final List<DeviceColumn> LEAVING = List.of(DIALECT, ROUND_TRIP, LEVEL, LAST);
    private final double width;
    private final boolean grows;

    DeviceColumn(double width, boolean grows) {
        this.width = width;
        this.grows = grows;
    }

    /// The columns that fit into a list of this width in pixels.
    static Set<DeviceColumn> shownIn(double listWidth) {
        Set<DeviceColumn> shown = EnumSet.allOf(DeviceColumn.class);
        Iterator<DeviceColumn> leaving = LEAVING.iterator();
        while (leaving.hasNext() && needed(shown) > listWidth) {
            shown.remove(leaving.next());
        }
        return shown;
    }

    private static double needed(Set<DeviceColumn> columns) {
        return columns.stream().mapToDouble(column -> column.width).sum() + GAP * (columns.size() - 1) + 2 * SIDE + SCROLL_BAR;
    }

    /// Gives a node that stands in for what lies between state and age their width, so that the columns beside it stay in line.
    static <R extends Region> R fitMiddle(R node, ObservableValue<? extends Number> listWidth) {
        listWidth.subscribe(width -> {
            List<DeviceColumn> middle = shownIn(width.doubleValue()).stream().filter(column -> column.compareTo(STATE) > 0 && column != AGE).toList();
            Nodes.fixWidth(node, Math.max(0, middle.stream().mapToDouble(column -> column.width).sum() + GAP * (middle.size() - 1)));
            Nodes.grow(node);
        });
        return node;
    }

    /// Sets the width of `node` to that of this column.
    <R extends Region> R fit(R node) {
        Nodes.fixWidth(node, width);
        return grows ? Nodes.grow(node) : node;
    }

    /// Sets the width of `node` to that of this column, and shows it while the column fits into the list.
    <R extends Region> R fit(R node, ObservableValue<? extends Number> listWidth) {
        ObservableValue<Boolean> fits = listWidth.map(now -> shownIn(now.doubleValue()).contains(this));
        Nodes.bindShown(node, fits);
        return fit(node);
    }
}
