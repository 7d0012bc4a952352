package earshot.ui.devices;

import module java.base;

import earshot.turn.TurnFacts.StageTime;
import earshot.turn.TurnStage;
import earshot.ui.kit.DurationFormatter;
import earshot.ui.kit.LegendMark;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.StageStyle;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;

/// Bar with the stages of a turn side by side, each as wide as its duration, and as high as its sign in the legend.
final class TurnStageBar extends Region {
    private static final double HEIGHT = 12;

    private final List<StageTime> stages;

    TurnStageBar(List<StageTime> stages, DeviceFormatter formatter) {
        this.stages = stages;
        getStyleClass().add("stage-bar");
        setMinHeight(HEIGHT);
        setPrefHeight(HEIGHT);
        List<String> descriptions = stages.stream().map(time -> describe(time.stage(), time.duration(), formatter)).toList();
        for (int i = 0; i < stages.size(); i++) {
            Region part = Nodes.unmanagedRegion("stage-part", StageStyle.styleClass(stages.get(i).stage()));
            Tooltip.install(part, new Tooltip(descriptions.get(i)));
            getChildren().add(part);
        }
        setAccessibleText(String.join(", ", descriptions));
    }

    /// Legend of the stages; one that came several times is one entry.
    static Node legend(List<StageTime> stages, DeviceFormatter formatter) {
        FlowPane legend = new FlowPane(12, 2);
        Map<TurnStage, Duration> sums = new LinkedHashMap<>();
        stages.forEach(time -> sums.merge(time.stage(), time.duration(), Duration::plus));
        sums.forEach((stage, duration) -> {
            Label label = Nodes.label(describe(stage, duration, formatter), "caption", "number");
            label.setGraphic(new LegendMark(StageStyle.heightShare(stage), "stage-part", StageStyle.styleClass(stage)));
            legend.getChildren().add(label);
        });
        return legend;
    }

    private static String describe(TurnStage stage, Duration duration, DeviceFormatter formatter) {
        return formatter.stage(stage) + " " + DurationFormatter.millis(duration);
    }

    @Override
    protected void layoutChildren() {
        double whole = stages.stream().map(StageTime::duration).mapToLong(Duration::toNanos).sum();
        double x = 0;
        for (int i = 0; i < stages.size() && whole > 0; i++) {
            double wide = getWidth() * stages.get(i).duration().toNanos() / whole;
            double from = Math.round(x);
            x += wide;
            double high = Math.round(getHeight() * StageStyle.heightShare(stages.get(i).stage()));
            getChildren().get(i).resizeRelocate(from, getHeight() - high, Math.max(1, Math.round(x) - from - 1), high);
        }
    }
}
