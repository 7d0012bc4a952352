package earshot.ui.kit;

import module java.base;

import javafx.beans.NamedArg;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/// Shows a level in dBFS, -60 to 0: three zones with borders at -20 and -9, the held peak, a line at the threshold from
/// which sound counts as speech, and a clip indicator. Fills the size it is given.
public final class LevelMeter extends Region {
    private static final double[] EDGES = {-60, -20, -9, 0};
    private static final int[] SCALE = {-60, -50, -40, -30, -20, -9, 0};
    private static final double SCALE_HEIGHT = 14;
    private static final double LAMP_WIDTH = 6;

    private final List<Region> tracks = List.of(Nodes.unmanagedRegion("track", "zone-ok"), Nodes.unmanagedRegion("track", "zone-warn"),
        Nodes.unmanagedRegion("track", "zone-bad"));
    private final List<Region> fills = List.of(Nodes.unmanagedRegion("fill", "zone-ok"), Nodes.unmanagedRegion("fill", "zone-warn"),
        Nodes.unmanagedRegion("fill", "zone-bad"));
    private final Region peakTick = Nodes.unmanagedRegion("peak");
    private final Region thresholdLine = Nodes.unmanagedRegion("threshold");
    private final Region lamp = Nodes.unmanagedRegion("lamp");
    private final List<Label> scale;
    private final Region parts;
    private double level = MeterBallistics.FLOOR;
    private double peak = MeterBallistics.FLOOR;
    private double threshold = Double.NaN;

    /// @param scaled whether the scale is written below
    public LevelMeter(@NamedArg(value = "scaled", defaultValue = "false") boolean scaled) {
        getStyleClass().add("level-meter");
        setAccessibleRole(AccessibleRole.PROGRESS_INDICATOR);
        scale = scaled ? Arrays.stream(SCALE).mapToObj(LevelMeter::number).toList() : List.of();
        parts = new Parts();
        getChildren().add(parts);
    }

    /// @param accessibleText for screen readers, for example "-21 decibel, clip no"
    public void show(double levelDb, double peakDb, boolean clipped, double thresholdDb, String accessibleText) {
        level = levelDb;
        peak = peakDb;
        threshold = thresholdDb;
        Nodes.setStyleClass(lamp, "on", clipped);
        setAccessibleText(accessibleText);
        parts.requestLayout();
    }

    @Override
    protected void layoutChildren() {
        parts.resizeRelocate(0, 0, getWidth(), getHeight());
    }

    @Override
    protected double computePrefHeight(double width) {
        return scale.isEmpty() ? 8 : 12 + SCALE_HEIGHT;
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    private static double x(double db, double width) {
        return Math.round((Math.clamp(Double.isNaN(db) ? -60 : db, -60, 0) + 60) / 60 * width);
    }

    private static Label number(int db) {
        Label label = Nodes.label(Integer.toString(db), "scale");
        label.setManaged(false);
        return label;
    }

    /// A level changes many times a second: that lays out the parts alone, and not what is around the meter.
    private final class Parts extends Region {
        Parts() {
            setManaged(false);
            getChildren().addAll(tracks);
            getChildren().addAll(fills);
            getChildren().addAll(peakTick, thresholdLine, lamp);
            getChildren().addAll(scale);
        }

        @Override
        protected void layoutChildren() {
            double width = Math.max(0, getWidth() - LAMP_WIDTH - 2);
            double height = getHeight() - (scale.isEmpty() ? 0 : SCALE_HEIGHT);
            for (int zone = 0; zone < 3; zone++) {
                double from = x(EDGES[zone], width);
                double to = x(EDGES[zone + 1], width);
                double filled = Math.clamp(x(level, width), from, to);
                double gap = zone < 2 ? 1 : 0;
                tracks.get(zone).resizeRelocate(from, 0, Math.max(0, to - from - gap), height);
                fills.get(zone).resizeRelocate(from, 0, Math.max(0, Math.min(filled, to - gap) - from), height);
            }
            peakTick.setVisible(peak > MeterBallistics.FLOOR);
            peakTick.resizeRelocate(Math.min(x(peak, width), width - 2), 0, 2, height);
            thresholdLine.setVisible(!Double.isNaN(threshold) && threshold > MeterBallistics.FLOOR);
            thresholdLine.resizeRelocate(x(threshold, width) - 1, scale.isEmpty() ? 0 : -2, 2, height + (scale.isEmpty() ? 0 : 4));
            lamp.resizeRelocate(width + 2, 0, LAMP_WIDTH, height);
            for (int i = 0; i < scale.size(); i++) {
                Label number = scale.get(i);
                double wide = number.prefWidth(-1);
                double middle = x(SCALE[i], width);
                number.resizeRelocate(Math.clamp(middle - wide / 2, 0, Math.max(0, width - wide)), height + 1, wide, SCALE_HEIGHT);
            }
        }
    }
}
