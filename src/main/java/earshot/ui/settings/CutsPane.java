package earshot.ui.settings;

import earshot.audio.Cuts;
import earshot.ui.part.Inks;
import earshot.ui.part.Inks.Ink;
import java.time.Duration;
import java.util.Optional;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;

/// Shows sound and the turns into which voice activity detection cuts it (U14): above in grey with the settings in force, below
/// in colour with the edited ones, each with a line where the end was decided. The pale end of a turn is the silence waited
/// for. On the FX thread only.
public final class CutsPane extends Region {
    private static final double LANE = 16;
    private static final double AXIS = 16;
    private static final double LIFT = 0.6;

    /// Gives access to the font of the style sheet.
    private final Label lettering = new Label();
    private final Canvas canvas = new Canvas();
    private final Inks inks = new Inks(this::paint);
    private Optional<TryOutViewModel.Shown> shown = Optional.empty();

    public CutsPane() {
        getStyleClass().add("well");
        lettering.getStyleClass().add("caption");
        lettering.setVisible(false);
        lettering.setManaged(false);
        getChildren().addAll(canvas, inks, lettering);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
    }

    /// @param accessibleText description for screen readers
    void show(Optional<TryOutViewModel.Shown> now, String words) {
        shown = now;
        setAccessibleText(words);
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
        double top = LANE + 4;
        double bottom = height - LANE - AXIS - 4;
        g.setFill(inks.get(Ink.LINE));
        g.fillRect(0, (top + bottom) / 2, width, 1);
        shown.ifPresent(now -> {
            double seconds = now.sound().speech().duration().toNanos() / 1e9;
            voiced(g, now.after().orElse(now.before()), seconds, top, bottom);
            wave(g, now.sound().speech().pcm(), top, bottom);
            turns(g, now.before(), seconds, 0, bottom, Ink.MUTED, Ink.QUIET_SOFT);
            now.after().ifPresent(after -> turns(g, after, seconds, bottom + 4, top, Ink.OUT, Ink.OUT_SOFT));
            axis(g, seconds, height);
        });
    }

    private void voiced(GraphicsContext g, Cuts cuts, double seconds, double top, double bottom) {
        g.setFill(inks.get(Ink.IN_SOFT));
        for (Cuts.Span span : cuts.voiced()) {
            g.fillRect(x(span.from(), seconds), top, Math.max(1, x(span.to(), seconds) - x(span.from(), seconds)), bottom - top);
        }
    }

    private void wave(GraphicsContext g, short[] pcm, double top, double bottom) {
        g.setFill(inks.get(Ink.IN));
        int bars = (int) (canvas.getWidth() / 2);
        double middle = (top + bottom) / 2;
        for (int bar = 0; bar < bars; bar++) {
            int loudest = 0;
            for (int i = (int) ((long) bar * pcm.length / bars); i < (long) (bar + 1) * pcm.length / bars; i++) {
                loudest = Math.max(loudest, Math.abs((int) pcm[i]));
            }
            double half = Math.pow(loudest / 32768.0, LIFT) * (bottom - top) / 2;
            g.fillRect(bar * 2.0, middle - half, 1.5, Math.max(1, 2 * half));
        }
    }

    /// @param lane top of the lane with the turns, in pixels
    /// @param to end of the decision line on the other side of the waveform, in pixels
    private void turns(GraphicsContext g, Cuts cuts, double seconds, double lane, double to, Ink strong, Ink soft) {
        for (Cuts.Cut cut : cuts.turns()) {
            double from = x(cut.from(), seconds);
            double end = x(cut.to(), seconds);
            double decided = x(cut.decided(), seconds);
            g.setFill(inks.get(soft));
            g.fillRect(end, lane, Math.max(0, decided - end), LANE);
            g.setFill(inks.get(strong));
            g.fillRect(from, lane, Math.max(2, end - from), LANE);
            if (cut.reason().isPresent()) {
                double y = Math.min(lane, to);
                g.fillRect(decided - 1, y, 2, Math.max(lane + LANE, to) - y);
            }
        }
    }

    private void axis(GraphicsContext g, double seconds, double height) {
        g.setFill(inks.get(Ink.MUTED));
        g.setFont(lettering.getFont());
        for (int second = 0; second < seconds; second += seconds > 10 ? 2 : 1) {
            double x = second / seconds * canvas.getWidth();
            g.fillRect(x, height - AXIS, 1, 4);
            g.fillText(second + " s", x + 3, height - 3);
        }
    }

    private double x(Duration at, double seconds) {
        return at.toNanos() / 1e9 / seconds * canvas.getWidth();
    }
}
