package earshot.ui.kit;

import earshot.device.StateSpan;
import java.util.List;
import javafx.scene.layout.Region;
import javafx.scene.shape.Rectangle;

/// Strip with the states of the last 60 s, now at the right edge. States differ in height as well as in color, so that the
/// strip can be read without color.
public final class StateStrip extends Region {
    private static final double SECONDS = 60;
    private final Rectangle clip = new Rectangle();
    private List<StateSpan> spans = List.of();
    private long now;

    public StateStrip() {
        getStyleClass().add("state-strip");
        setClip(clip);
    }

    /// @param nanos the current time on the clock of the spans
    public void show(List<StateSpan> history, long nanos) {
        now = nanos;
        if (!history.equals(spans)) {
            spans = history;
            getChildren().setAll(spans.stream().map(span -> Nodes.unmanagedRegion("span", "span-" + Texts.keyOf(span.kind()))).toList());
        }
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double height = getHeight();
        clip.setWidth(width);
        clip.setHeight(height);
        for (int i = 0; i < spans.size(); i++) {
            double from = x(spans.get(i).fromNanos(), width);
            double to = i + 1 < spans.size() ? x(spans.get(i + 1).fromNanos(), width) : width;
            double high = Math.round(height * heightShare(spans.get(i).kind()));
            getChildren().get(i).resizeRelocate(Math.round(from), height - high, Math.max(0, Math.round(to) - Math.round(from)), high);
        }
    }

    private double x(long nanos, double width) {
        return Math.clamp(width * (1 - (now - nanos) / 1e9 / SECONDS), 0, width);
    }

    /// How high a state is, 0 to 1.
    public static double heightShare(StateSpan.Kind kind) {
        return switch (kind) {
            case ASLEEP -> 0.12;
            case IDLE -> 0.3;
            case LISTENING -> 0.75;
            case FINALIZING -> 0.5;
            case SPEAKING -> 1;
        };
    }

    @Override
    protected double computePrefHeight(double width) {
        return 20;
    }
}
