package earshot.ui.kit;

import javafx.scene.layout.Region;
import javafx.scene.shape.Arc;
import javafx.scene.shape.ArcType;
import javafx.scene.shape.Circle;
import javafx.scene.shape.StrokeLineCap;

/// Ring that empties clockwise as a countdown runs out. It shows the share only; the time left is written beside it.
public final class CountdownRing extends Region {
    private static final double SIZE = 22;
    private static final double WIDTH = 3;
    private static final int STEPS = 60;
    private final Arc remaining = new Arc(SIZE / 2, SIZE / 2, SIZE / 2 - WIDTH / 2, SIZE / 2 - WIDTH / 2, 90, 360);

    public CountdownRing() {
        getStyleClass().add("countdown");
        Circle track = new Circle(SIZE / 2, SIZE / 2, SIZE / 2 - WIDTH / 2);
        track.getStyleClass().add("countdown-track");
        remaining.getStyleClass().add("countdown-left");
        remaining.setType(ArcType.OPEN);
        remaining.setStrokeLineCap(StrokeLineCap.ROUND);
        getChildren().addAll(track, remaining);
        setMinSize(SIZE, SIZE);
        setPrefSize(SIZE, SIZE);
        setMaxSize(SIZE, SIZE);
    }

    /// @param share the part of the time that is left, 0 to 1
    /// @param soon whether it is nearly over: changes the color
    public void show(double share, boolean soon) {
        // in steps that are seen: each paints the ring again
        remaining.setLength(360.0 / STEPS * Math.ceil(STEPS * Math.clamp(share, 0, 1)));
        Nodes.setStyleClass(remaining, "soon", soon);
    }
}
