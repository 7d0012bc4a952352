package earshot.ui.turns;

import earshot.device.TurnFacts;
import earshot.device.TurnFacts.Stage;
import earshot.ui.part.Durations;
import earshot.ui.part.Place;
import earshot.ui.part.Texts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Waterfall chart of one turn: stages below each other on one time axis, each with its owner, and the sum. On the FX thread only.
final class Waterfall {
    /// Settings key by stage, for stages whose duration is set by a setting.
    private static final Map<String, String> SETTINGS = Map.of("silence", "vad.min_silence_ms");
    private static final double NAME = 150;
    private static final double TOOK = 84;
    private static final double OWNER = 128;

    private Waterfall() {}

    static Node of(TurnFacts facts, Texts texts, Consumer<Place> go) {
        VBox box = new VBox(4);
        box.getStyleClass().add("waterfall");
        Duration total = facts.total();
        Duration at = Duration.ZERO;
        List<Long> millis = millis(facts.stages());
        for (int i = 0; i < facts.stages().size(); i++) {
            Stage stage = facts.stages().get(i);
            box.getChildren().add(row(stage, at, total, millis.get(i), texts, go));
            at = at.plus(stage.took());
        }
        Label sum = new Label(texts.get("turns.sum", Durations.millis(total), String.join(" + ", millis.stream().map(String::valueOf).toList())));
        sum.getStyleClass().addAll("muted", "waterfall-sum");
        box.getChildren().add(sum);
        return box;
    }

    /// The stages in whole milliseconds that add up to the total: each is the difference of two rounded end times.
    static List<Long> millis(List<Stage> stages) {
        List<Long> parts = new ArrayList<>();
        Duration end = Duration.ZERO;
        for (Stage stage : stages) {
            Duration next = end.plus(stage.took());
            parts.add(next.toMillis() - end.toMillis());
            end = next;
        }
        return parts;
    }

    private static Node row(Stage stage, Duration at, Duration total, long millis, Texts texts, Consumer<Place> go) {
        Label name = new Label(texts.getOr("turns.stage." + stage.name().replace(' ', '-'), stage.name()));
        fixed(name, NAME);
        Pane track = new Pane();
        track.getStyleClass().add("waterfall-track");
        track.setMinWidth(60);
        HBox.setHgrow(track, Priority.ALWAYS);
        Region bar = new Region();
        bar.getStyleClass().addAll("waterfall-bar", "owner-" + stage.owner());
        double from = share(at, total);
        double part = share(stage.took(), total);
        // a stage of zero length stays visible
        track.widthProperty().subscribe(width -> bar.resizeRelocate(from * (width.doubleValue() - 2), 3, Math.max(2, part * width.doubleValue()), 14));
        bar.setManaged(false);
        track.getChildren().add(bar);
        Label took = new Label(millis + " ms");
        took.setAlignment(Pos.CENTER_RIGHT);
        fixed(took, TOOK);
        String owner = texts.getOr("turns.owner." + stage.owner(), stage.owner());
        Node whose = Optional.ofNullable(SETTINGS.get(stage.name())).filter(_ -> stage.owner().equals("setting")).<Node>map(key -> {
            Hyperlink link = new Hyperlink(owner);
            link.setAccessibleText(texts.get("turns.setting", key));
            link.setOnAction(_ -> go.accept(Place.of("settings", key)));
            fixed(link, OWNER);
            return link;
        }).orElseGet(() -> {
            Label label = new Label(owner);
            label.getStyleClass().add("muted");
            fixed(label, OWNER);
            return label;
        });
        HBox row = new HBox(10, name, track, took, whose);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private static double share(Duration part, Duration total) {
        return total.isZero() ? 0 : (double) part.toNanos() / total.toNanos();
    }

    private static void fixed(Region node, double width) {
        node.setMinWidth(width);
        node.setPrefWidth(width);
        node.setMaxWidth(width);
    }
}
