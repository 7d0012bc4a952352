package earshot.ui.kit;

import javafx.scene.layout.Region;

/// The sign of a state or stage in a legend: as high within its frame as in the strip that the legend explains, so that it can be told without color (U41).
public final class LegendMark extends Region {
    private static final double WIDTH = 10;
    private static final double HEIGHT = 12;

    private final Region bar;
    private final double heightShare;

    /// @param heightShare 0 to 1
    /// @param styleClasses of the color
    public LegendMark(double heightShare, String... styleClasses) {
        this.heightShare = heightShare;
        bar = Nodes.unmanagedRegion(styleClasses);
        getStyleClass().add("legend-mark");
        setMinSize(WIDTH, HEIGHT);
        setPrefSize(WIDTH, HEIGHT);
        setMaxSize(WIDTH, HEIGHT);
        getChildren().add(bar);
    }

    @Override
    protected void layoutChildren() {
        double high = Math.round((HEIGHT - 2) * heightShare);
        bar.resizeRelocate(1, HEIGHT - 1 - high, WIDTH - 2, high);
    }
}
