package earshot.ui.devices;

import earshot.ui.kit.Nodes;
import javafx.scene.layout.Region;

/// Columns of the device list, for its header and its rows. Together they fit beside the detail at 1280 px.
enum DeviceColumn {
    NAME(118, true),
    STATE(112, false),
    DIALECT(58, false),
    LEVEL(104, false),
    ROUND_TRIP(50, false),
    LAST(120, true),
    AGE(44, false);

    static final double GAP = 10;
    private final double width;
    private final boolean grows;

    DeviceColumn(double width, boolean grows) {
        this.width = width;
        this.grows = grows;
    }

    /// Sets the width of `node` to that of this column.
    <R extends Region> R fit(R node) {
        Nodes.fixWidth(node, width);
        return grows ? Nodes.grow(node) : node;
    }
}
