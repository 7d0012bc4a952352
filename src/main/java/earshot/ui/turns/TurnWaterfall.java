package earshot.ui.turns;

import module java.base;

import earshot.turn.TurnFacts;
import earshot.turn.TurnFacts.StageTime;
import earshot.turn.TurnStage;
import earshot.ui.kit.DurationFormatter;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Texts;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Waterfall chart of one turn: stages below each other on one time axis, each with its owner, and the sum. On the FX thread only.
final class TurnWaterfall {
    /// Settings key by stage, for stages whose duration is set by a setting.
    private static final Map<TurnStage, String> SETTINGS = Map.of(TurnStage.SILENCE, "vad.min_silence_ms");
    private static final double NAME_WIDTH = 150;
    private static final double DURATION_WIDTH = 84;
    private static final double OWNER_WIDTH = 128;

    private TurnWaterfall() {}

    static Node create(TurnFacts facts, Texts texts, Consumer<NavigationTarget> navigate) {
        VBox box = new VBox(4);
        box.getStyleClass().add("waterfall");
        Duration total = facts.total();
        Duration at = Duration.ZERO;
        List<Long> millis = millis(facts.stages());
        for (int i = 0; i < facts.stages().size(); i++) {
            StageTime stage = facts.stages().get(i);
            box.getChildren().add(row(stage, at, total, millis.get(i), texts, navigate));
            at = at.plus(stage.duration());
        }
        box.getChildren().add(Nodes.label(texts.get("turns.sum", DurationFormatter.millis(total), String.join(" + ", millis.stream().map(String::valueOf).toList())), "muted", "waterfall-sum"));
        return box;
    }

    /// The stages in whole milliseconds that add up to the total: each is the difference of two rounded end times.
    static List<Long> millis(List<StageTime> stages) {
        List<Long> parts = new ArrayList<>();
        Duration end = Duration.ZERO;
        for (StageTime stage : stages) {
            Duration next = end.plus(stage.duration());
            parts.add(next.toMillis() - end.toMillis());
            end = next;
        }
        return parts;
    }

    private static Node row(StageTime time, Duration at, Duration total, long millis, Texts texts, Consumer<NavigationTarget> navigate) {
        Label name = Nodes.fixWidth(new Label(texts.get("turns.stage." + time.stage().label().replace(' ', '-'))), NAME_WIDTH);
        Pane track = Nodes.grow(new Pane());
        track.getStyleClass().add("waterfall-track");
        track.setMinWidth(60);
        Region bar = Nodes.unmanagedRegion("waterfall-bar", "owner-" + time.stage().owner().label());
        double startShare = share(at, total);
        double durationShare = share(time.duration(), total);
        // a stage of zero length stays visible
        track.widthProperty().subscribe(width -> bar.resizeRelocate(startShare * (width.doubleValue() - 2), 3, Math.max(2, durationShare * width.doubleValue()), 14));
        track.getChildren().add(bar);
        Label took = Nodes.fixWidth(new Label(millis + " ms"), DURATION_WIDTH);
        took.setAlignment(Pos.CENTER_RIGHT);
        String owner = texts.get("turns.owner." + time.stage().owner().label());
        Node ownerNode = Optional.ofNullable(SETTINGS.get(time.stage())).<Node>map(key -> {
            Hyperlink link = new Hyperlink(owner);
            link.setAccessibleText(texts.get("turns.setting", key));
            link.setOnAction(_ -> navigate.accept(NavigationTarget.of("settings", key)));
            return Nodes.fixWidth(link, OWNER_WIDTH);
        }).orElseGet(() -> Nodes.fixWidth(Nodes.label(owner, "muted"), OWNER_WIDTH));
        HBox row = new HBox(10, name, track, took, ownerNode);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private static double share(Duration part, Duration total) {
        return total.isZero() ? 0 : (double) part.toNanos() / total.toNanos();
    }
}
