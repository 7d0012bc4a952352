package earshot.ui.turns;

import module java.base;

import earshot.ui.kit.DurationFormatter;
import earshot.ui.kit.Nodes;
import earshot.ui.kit.Texts;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Card of one duration over several turns: median, 95th percentile, and the newest values as columns.
final class TrendCard extends VBox {
    TrendCard(TurnsViewModel.Trend trend, Texts texts) {
        super(2);
        getStyleClass().addAll("well", "trend-card");
        Nodes.grow(this);
        setPrefWidth(100);
        DurationStatistics statistics = trend.durationStatistics();
        boolean none = statistics.count() == 0;
        Label title = Nodes.label(texts.get(trend.key()), "caption");
        Label value = Nodes.label(none ? "–" : DurationFormatter.millis(statistics.p50()), "strong");
        Nodes.explained(value, texts.get(trend.what()));
        Label p95Label = Nodes.wrappedLabel(
            none ? texts.get("turns.trend.none") : texts.get("turns.trend.p95", DurationFormatter.unbroken(statistics.p95()), statistics.count()), "caption");
        // what is below the cards does not move when the first turn ends
        Label room = Nodes.wrappedLabel(texts.get("turns.trend.p95", DurationFormatter.unbroken(Duration.ofMillis(9_999)), 999), "caption");
        room.setVisible(false);
        getChildren().addAll(title, value, new ColumnChart(statistics.newest()), new StackPane(room, p95Label));
        StackPane.setAlignment(p95Label, Pos.TOP_LEFT);
        setAccessibleText(title.getText() + ": " + value.getText() + ", " + p95Label.getText());
    }

    private static final class ColumnChart extends Pane {
        private final List<Duration> values;

        ColumnChart(List<Duration> values) {
            this.values = values;
            setMinHeight(18);
            setPrefHeight(18);
            values.forEach(_ -> getChildren().add(Nodes.unmanagedRegion("trend-column")));
        }

        @Override
        protected void layoutChildren() {
            double most = values.stream().mapToLong(Duration::toNanos).max().orElse(1);
            double step = Math.min(8, getWidth() / DurationStatistics.NEWEST_COUNT);
            for (int i = 0; i < values.size(); i++) {
                double high = Math.max(1, values.get(i).toNanos() / Math.max(1, most) * getHeight());
                getChildren().get(i).resizeRelocate(i * step, getHeight() - high, Math.max(1, step - 1.5), high);
            }
        }
    }
}
