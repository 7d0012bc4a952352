package earshot.ui.settings;

import module java.base;

import earshot.audio.SegmentationPreview;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.ThemeColors;
import earshot.ui.kit.ThemeColors.ColorRole;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/// Shows sound and the turns into which voice activity detection cuts it (U14): above in gray with the settings in force, below
/// in color with the edited ones, each with a line where the end was decided. The pale end of a turn is the silence waited
/// for. On the FX thread only.
public final class SegmentationPreviewPane extends Region {
    private static final double LANE_HEIGHT = 16;
    private static final double AXIS_HEIGHT = 16;
    private static final double AMPLITUDE_EXPONENT = 0.6;

    /// Gives access to the font of the style sheet.
    private final Label fontProbe = new Label();
    private final Canvas canvas = new Canvas();
    private final ThemeColors themeColors = new ThemeColors(this::paint);
    private Optional<SegmentationPreviewViewModel.Preview> preview = Optional.empty();

    public SegmentationPreviewPane() {
        getStyleClass().add("well");
        fontProbe.getStyleClass().add("caption");
        Nodes.setShown(fontProbe, false);
        getChildren().addAll(canvas, themeColors, fontProbe);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    }

    /// @param accessibleText description for screen readers
    void show(Optional<SegmentationPreviewViewModel.Preview> now, String accessibleText) {
        preview = now;
        setAccessibleText(accessibleText);
        paint();
    }

    @Override
    protected void layoutChildren() {
        canvas.relocate(snappedLeftInset(), snappedTopInset());
        canvas.setWidth(getWidth() - snappedLeftInset() - snappedRightInset());
        canvas.setHeight(getHeight() - snappedTopInset() - snappedBottomInset());
        paint();
    }

    private void paint() {
        if (canvas == null || canvas.getWidth() < 2) {
            return;
        }
        GraphicsContext g = canvas.getGraphicsContext2D();
        double width = canvas.getWidth();
        double height = canvas.getHeight();
        g.clearRect(0, 0, width, height);
        double top = LANE_HEIGHT + 4;
        double bottom = height - LANE_HEIGHT - AXIS_HEIGHT - 4;
        g.setFill(themeColors.get(ColorRole.LINE));
        g.fillRect(0, (top + bottom) / 2, width, 1);
        preview.ifPresent(now -> {
            double seconds = now.sound().audio().duration().toNanos() / 1e9;
            paintVoiced(g, now.after().orElse(now.before()), seconds, top, bottom);
            paintWave(g, now.sound().audio().pcm(), top, bottom);
            paintTurns(g, now.before(), seconds, 0, bottom, ColorRole.MUTED, ColorRole.QUIET_SOFT);
            now.after().ifPresent(after -> paintTurns(g, after, seconds, bottom + 4, top, ColorRole.OUT, ColorRole.OUT_SOFT));
            paintAxis(g, seconds, height);
        });
    }

    private void paintVoiced(GraphicsContext g, SegmentationPreview segmentationPreview, double seconds, double top, double bottom) {
        g.setFill(themeColors.get(ColorRole.IN_SOFT));
        for (SegmentationPreview.Span span : segmentationPreview.voiced()) {
            g.fillRect(x(span.from(), seconds), top, Math.max(1, x(span.to(), seconds) - x(span.from(), seconds)), bottom - top);
        }
    }

    private void paintWave(GraphicsContext g, short[] pcm, double top, double bottom) {
        g.setFill(themeColors.get(ColorRole.IN));
        int bars = (int) (canvas.getWidth() / 2);
        double middle = (top + bottom) / 2;
        for (int bar = 0; bar < bars; bar++) {
            int loudest = 0;
            for (int i = (int) ((long) bar * pcm.length / bars); i < (long) (bar + 1) * pcm.length / bars; i++) {
                loudest = Math.max(loudest, Math.abs((int) pcm[i]));
            }
            double half = Math.pow(loudest / 32768.0, AMPLITUDE_EXPONENT) * (bottom - top) / 2;
            g.fillRect(bar * 2.0, middle - half, 1.5, Math.max(1, 2 * half));
        }
    }

    /// @param lane top of the lane with the turns, in pixels
    /// @param to end of the decision line on the other side of the waveform, in pixels
    private void paintTurns(GraphicsContext g, SegmentationPreview segmentationPreview, double seconds, double lane, double to, ColorRole strong,
        ColorRole soft) {
        for (SegmentationPreview.Segment segment : segmentationPreview.segments()) {
            double from = x(segment.from(), seconds);
            double end = x(segment.to(), seconds);
            double decided = x(segment.decided(), seconds);
            g.setFill(themeColors.get(soft));
            g.fillRect(end, lane, Math.max(0, decided - end), LANE_HEIGHT);
            g.setFill(themeColors.get(strong));
            g.fillRect(from, lane, Math.max(2, end - from), LANE_HEIGHT);
            if (segment.reason().isPresent()) {
                double y = Math.min(lane, to);
                g.fillRect(decided - 1, y, 2, Math.max(lane + LANE_HEIGHT, to) - y);
            }
        }
    }

    private void paintAxis(GraphicsContext g, double seconds, double height) {
        g.setFill(themeColors.get(ColorRole.MUTED));
        g.setFont(fontProbe.getFont());
        for (int second = 0; second < seconds; second += seconds > 10 ? 2 : 1) {
            double x = second / seconds * canvas.getWidth();
            g.fillRect(x, height - AXIS_HEIGHT, 1, 4);
            g.fillText(second + " s", x + 3, height - 3);
        }
    }

    private double x(Duration at, double seconds) {
        return at.toNanos() / 1e9 / seconds * canvas.getWidth();
    }
}
