package earshot.ui.devices;

import earshot.device.TurnFacts;
import earshot.ui.part.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;

/// The stages of a turn side by side, each as wide as it took long.
final class StageBar extends Region {
    private static final int TONES = 6;
    private final List<TurnFacts.Stage> stages;

    StageBar(TurnFacts turn, DeviceWords words) {
        stages = turn.stages();
        getStyleClass().add("stage-bar");
        setMinHeight(10);
        setPrefHeight(10);
        for (int i = 0; i < stages.size(); i++) {
            Region part = new Region();
            part.setManaged(false);
            part.getStyleClass().addAll("stage", "stage-" + i % TONES);
            Tooltip.install(part, new Tooltip(words.stage(stages.get(i)) + " " + Durations.millis(stages.get(i).took())));
            getChildren().add(part);
        }
        setAccessibleText(String.join(", ", stages.stream().map(stage -> words.stage(stage) + " " + Durations.millis(stage.took())).toList()));
    }

    static Node legend(TurnFacts turn, DeviceWords words) {
        FlowPane legend = new FlowPane(12, 2);
        for (int i = 0; i < turn.stages().size(); i++) {
            Region box = new Region();
            box.getStyleClass().addAll("legend-box", "stage-" + i % TONES);
            TurnFacts.Stage stage = turn.stages().get(i);
            Label label = new Label(String.format(Locale.ROOT, "%s %s", words.stage(stage), Durations.millis(stage.took())), box);
            label.getStyleClass().addAll("caption", "number");
            legend.getChildren().add(label);
        }
        return legend;
    }

    @Override
    protected void layoutChildren() {
        double whole = stages.stream().map(TurnFacts.Stage::took).mapToLong(Duration::toNanos).sum();
        double x = 0;
        for (int i = 0; i < stages.size() && whole > 0; i++) {
            double wide = getWidth() * stages.get(i).took().toNanos() / whole;
            double from = Math.round(x);
            x += wide;
            getChildren().get(i).resizeRelocate(from, 0, Math.max(1, Math.round(x) - from - 1), getHeight());
        }
    }
}
