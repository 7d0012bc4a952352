package earshot.ui.turns;

import module java.base;

import earshot.data.ControlCharacters;
import earshot.turn.TurnRecord;
import earshot.ui.kit.DialogCard;
import earshot.ui.kit.DurationFormatter;
import earshot.ui.kit.HeardText;
import earshot.ui.kit.LiveScrollPane;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.StageStyle;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TimeFormatter;
import earshot.ui.kit.WordDifference;
import javafx.geometry.HPos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Two turns side by side: both waterfalls on one scale, the difference of each stage, and the words with those marked that the other one has not.
/// On the FX thread only.
final class TurnComparisonPane extends VBox {
    private static final double WIDTH = 940;
    private static final double HEIGHT = 640;
    private static final int NAME = 0;
    private static final int FIRST = 1;
    private static final int SECOND = 3;
    private static final int DIFFERENCE = 5;

    private final Texts texts;
    private final TurnComparison comparison;
    private final GridPane grid = new GridPane(10, 4);

    TurnComparisonPane(TurnComparison comparison, Texts texts, Runnable close) {
        super(12);
        this.texts = texts;
        this.comparison = comparison;
        setId("comparison");
        getStyleClass().addAll("card", "form-card");
        setMaxSize(WIDTH, HEIGHT);
        setAccessibleRole(AccessibleRole.DIALOG);
        setAccessibleText(texts.get("turns.compare.title"));
        columns();
        head();
        comparison.rows().forEach(this::stage);
        total();
        VBox body = new VBox(14, grid,
            words("turns.heard", turn -> turn.facts().transcript().text(), turn -> HeardText.of(turn.facts().transcript(), texts, "turns.heard.nothing")),
            words("turns.answered", turn -> turn.facts().answer().text(), _ -> texts.get("turns.answered.nothing")));
        body.getStyleClass().add("comparison-body");
        LiveScrollPane scroll = new LiveScrollPane();
        scroll.setContent(body);
        scroll.setFitToWidth(true);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(Nodes.wrappedLabel(texts.get("turns.compare.title"), "heading"), scroll, DialogCard.button(texts.get("close"), close));
    }

    private void columns() {
        ColumnConstraints name = new ColumnConstraints(150);
        ColumnConstraints track = new ColumnConstraints(80, 120, Double.MAX_VALUE, Priority.ALWAYS, HPos.LEFT, true);
        ColumnConstraints took = new ColumnConstraints(74);
        took.setHalignment(HPos.RIGHT);
        ColumnConstraints difference = new ColumnConstraints(96);
        difference.setHalignment(HPos.RIGHT);
        grid.getColumnConstraints().setAll(name, track, took, track, took, difference);
        grid.getStyleClass().add("waterfall");
    }

    private void head() {
        grid.add(turnHead("turns.compare.first", comparison.first()), FIRST, 0, 2, 1);
        grid.add(turnHead("turns.compare.second", comparison.second()), SECOND, 0, 2, 1);
        grid.add(Nodes.label(texts.get("turns.compare.difference"), "caption"), DIFFERENCE, 0);
    }

    private Node turnHead(String key, TurnRecord turn) {
        Label title = Nodes.label(texts.get(key) + " · " + TimeFormatter.CLOCK.format(turn.facts().at()) + " · " + ControlCharacters.toSpaces(turn.device()),
            "strong");
        Label outcome = Nodes.label(
            texts.get("turns.outcome." + Texts.keyOf(turn.facts().outcome())) + turn.facts().answer().model().map(model -> " · " + model).orElse(""),
            "caption");
        title.setMinWidth(0);
        outcome.setMinWidth(0);
        VBox head = new VBox(title, outcome);
        // both tracks are as wide, whatever stands above them
        head.setPrefWidth(1);
        head.setMinWidth(0);
        return head;
    }

    private void stage(TurnComparison.Row row) {
        int line = grid.getRowCount();
        String name = StageStyle.name(row.stage(), texts);
        grid.add(new Label(name), NAME, line);
        part(row, row.first(), FIRST, line);
        part(row, row.second(), SECOND, line);
        Label difference = difference(row.difference());
        difference.setAccessibleText(texts.get("turns.compare.row", name, took(row.first()), took(row.second())));
        grid.add(difference, DIFFERENCE, line);
    }

    private void part(TurnComparison.Row row, Optional<TurnComparison.Part> part, int column, int line) {
        Region bar = Nodes.unmanagedRegion("stage-part", "waterfall-bar", StageStyle.styleClass(row.stage()));
        Pane track = new Pane();
        track.getStyleClass().add("waterfall-track");
        part.ifPresent(shown -> {
            track.getChildren().add(bar);
            track.widthProperty().subscribe((_, width) -> bar.resizeRelocate(share(shown.from()) * (width.doubleValue() - 2), 3,
                Math.max(2, share(shown.took()) * width.doubleValue()), 14));
        });
        grid.add(track, column, line);
        grid.add(new Label(part.map(shown -> shown.took().toMillis() + " ms").orElse("–")), column + 1, line);
    }

    private String took(Optional<TurnComparison.Part> part) {
        return part.map(shown -> DurationFormatter.millis(shown.took())).orElse(texts.get("turns.compare.absent"));
    }

    private double share(Duration part) {
        return comparison.scale().isZero() ? 0 : (double) part.toNanos() / comparison.scale().toNanos();
    }

    private void total() {
        comparison.first().facts().firstSound()
            .ifPresent(first -> comparison.second().facts().firstSound().ifPresent(second -> sum("turns.trend.first-sound", first, second)));
        sum("turns.compare.total", comparison.firstTotal(), comparison.secondTotal());
    }

    private void sum(String key, Duration first, Duration second) {
        int line = grid.getRowCount();
        grid.add(Nodes.label(texts.get(key), "strong"), NAME, line);
        grid.add(Nodes.label(first.toMillis() + " ms", "strong"), FIRST + 1, line);
        grid.add(Nodes.label(second.toMillis() + " ms", "strong"), SECOND + 1, line);
        grid.add(difference(second.minus(first)), DIFFERENCE, line);
    }

    /// The sign shows which was longer, and so does the color.
    private static Label difference(Duration longer) {
        long millis = longer.toMillis();
        return Nodes.label(millis == 0 ? "=" : String.format(Locale.ROOT, "%+d ms", millis), "strong",
            millis > 0 ? "bad-text" : millis < 0 ? "ok-text" : "muted");
    }

    private Node words(String key, Function<TurnRecord, String> text, Function<TurnRecord, String> instead) {
        String first = text.apply(comparison.first());
        String second = text.apply(comparison.second());
        VBox box = new VBox(6);
        box.getStyleClass().addAll("well", "turn-words");
        if (first.equals(second) && !first.isBlank()) {
            box.getChildren().addAll(Nodes.label(texts.get("turns.compare.same", texts.get(key)), "caption"), WordDifference.flow(first, second, ""));
        } else {
            box.getChildren().addAll(Nodes.label(texts.get(key) + " · " + texts.get("turns.compare.first"), "caption"),
                WordDifference.flow(first, second, instead.apply(comparison.first())),
                Nodes.label(texts.get(key) + " · " + texts.get("turns.compare.second"), "caption"),
                WordDifference.flow(second, first, instead.apply(comparison.second())));
        }
        return box;
    }
}
