package earshot.ui.kit;

import module java.base;

import earshot.firmware.FirmwareHistory;
import earshot.firmware.FirmwareModel;
import earshot.firmware.InferredState;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.scene.shape.ClosePath;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;

/// Strip with the last 60 s of a device's playback queue, now at the right edge: how many packets wait between its limits, the state of the firmware as a band
/// below, and losses as marks: from the top where packets did not fit, from the bottom where it ran out of sound. States differ in height as well as in color.
public final class PlaybackStrip extends Region {
    private static final double BAND = 8;
    private static final double LABEL = 14;

    private final Path area = new Path();
    private final Region most = Nodes.unmanagedRegion("limit");
    private final Region empty = Nodes.unmanagedRegion("limit");
    private final Label mostLabel = Nodes.label(Integer.toString(FirmwareModel.QUEUE_CAPACITY), "scale");
    private final Label emptyLabel = Nodes.label("0", "scale");
    private final Tooltip tooltip = new Tooltip();
    private List<Stretch> stretches = List.of();
    private int[] steps = {};

    /// What is drawn as one node.
    private sealed interface Stretch {
        int from();

        int to();

        record Band(InferredState state, int from, int to) implements Stretch {}

        record Mark(boolean overflow, int from, int to) implements Stretch {}
    }

    public PlaybackStrip() {
        getStyleClass().add("playback-strip");
        area.getStyleClass().add("area");
        area.setManaged(false);
        mostLabel.setManaged(false);
        emptyLabel.setManaged(false);
        Tooltip.install(this, tooltip);
        setMinSize(40, 48);
        show(new int[0], "");
    }

    /// @param history steps of [FirmwareHistory], the newest last
    /// @param words the same for those who do not see it, and for the tooltip
    public void show(int[] history, String words) {
        steps = history.clone();
        List<Stretch> now = Stream.of(bands(), marks(true), marks(false)).flatMap(List::stream).toList();
        if (now.size() != stretches.size() || getChildren().isEmpty()) {
            List<Node> children = new ArrayList<>(List.of(area, empty, most));
            now.forEach(_ -> children.add(Nodes.unmanagedRegion()));
            children.addAll(List.of(mostLabel, emptyLabel));
            getChildren().setAll(children);
        }
        stretches = now;
        setAccessibleText(words);
        tooltip.setText(words);
        requestLayout();
    }

    private List<Stretch> bands() {
        List<Stretch> bands = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= steps.length; i++) {
            if (i == steps.length || FirmwareHistory.state(steps[i]) != FirmwareHistory.state(steps[from])) {
                bands.add(new Stretch.Band(FirmwareHistory.state(steps[from]), from, i));
                from = i;
            }
        }
        return bands;
    }

    private List<Stretch> marks(boolean overflow) {
        List<Stretch> marks = new ArrayList<>();
        int from = -1;
        for (int i = 0; i <= steps.length; i++) {
            boolean lost = i < steps.length && (overflow ? FirmwareHistory.overflow(steps[i]) : FirmwareHistory.underrun(steps[i]));
            if (lost && from < 0) {
                from = i;
            } else if (!lost && from >= 0) {
                marks.add(new Stretch.Mark(overflow, from, i));
                from = -1;
            }
        }
        return marks;
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double bottom = getHeight() - BAND - 2;
        double step = width / Math.max(1, steps.length);
        most.resizeRelocate(0, 1, width, 1);
        empty.resizeRelocate(0, bottom, width, 1);
        mostLabel.resizeRelocate(3, 1, 30, LABEL);
        emptyLabel.resizeRelocate(3, bottom - LABEL, 30, LABEL);
        for (int i = 0; i < stretches.size(); i++) {
            Stretch stretch = stretches.get(i);
            Region region = (Region) getChildren().get(i + 3);
            double x = Math.round(stretch.from() * step);
            double wide = Math.max(1, Math.round(stretch.to() * step) - x);
            switch (stretch) {
                case Stretch.Band(InferredState state, _, _) -> {
                    double high = Math.round(BAND * heightShare(state));
                    Nodes.setStyleClasses(region, "span", "span-" + Texts.keyOf(state));
                    region.resizeRelocate(x, getHeight() - high, wide, high);
                }
                case Stretch.Mark(boolean overflow, _, _) -> {
                    double high = Math.round(bottom / 3);
                    Nodes.setStyleClasses(region, "loss", overflow ? "overflow" : "underrun");
                    region.resizeRelocate(Math.min(x, width - 3), overflow ? 1 : bottom - high, Math.max(3, wide), high);
                }
            }
        }
        area.getElements().setAll(outline(step, bottom));
    }

    private List<PathElement> outline(double step, double bottom) {
        double unit = (bottom - 1) / FirmwareModel.QUEUE_CAPACITY;
        List<PathElement> outline = new ArrayList<>(List.of(new MoveTo(0, bottom)));
        int before = 0;
        for (int i = 0; i < steps.length; i++) {
            int waiting = FirmwareHistory.waiting(steps[i]);
            if (waiting != before) {
                outline.add(new LineTo(i * step, bottom - before * unit));
                outline.add(new LineTo(i * step, bottom - waiting * unit));
                before = waiting;
            }
        }
        outline.add(new LineTo(steps.length * step, bottom - before * unit));
        outline.add(new LineTo(steps.length * step, bottom));
        outline.add(new ClosePath());
        return outline;
    }

    private static double heightShare(InferredState state) {
        return switch (state) {
            case ASLEEP, UNKNOWN -> 0.15;
            case IDLE -> 0.4;
            case CONNECTING -> 0.55;
            case LISTENING -> 0.75;
            case SPEAKING -> 1;
        };
    }

    @Override
    protected double computePrefHeight(double width) {
        return 58;
    }
}
