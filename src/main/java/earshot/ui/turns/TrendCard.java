package earshot.ui.turns;

import earshot.ui.part.Durations;
import earshot.ui.part.Texts;
import java.time.Duration;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Card of one duration over several turns: median, 95th percentile, and the newest values as columns.
final class TrendCard extends VBox {
    TrendCard(TurnsViewModel.Trend trend, Texts texts) {
        super(2);
        getStyleClass().addAll("well", "trend-card");
        HBox.setHgrow(this, Priority.ALWAYS);
        setMaxWidth(Double.MAX_VALUE);
        setPrefWidth(100);
        Spread spread = trend.spread();
        Label title = new Label(texts.get("turns.trend." + trend.key().replace(' ', '-')));
        title.getStyleClass().add("caption");
        Label value = new Label(spread.count() == 0 ? "–" : Durations.millis(spread.p50()));
        value.getStyleClass().add("strong");
        Label worst = new Label(spread.count() == 0 ? texts.get("turns.trend.none") : texts.get("turns.trend.p95", Durations.millis(spread.p95()), spread.count()));
        worst.getStyleClass().add("caption");
        getChildren().addAll(title, value, new Columns(spread.newest()), worst);
        setAccessibleText(title.getText() + ": " + value.getText() + ", " + worst.getText());
    }

    private static final class Columns extends Pane {
        private final List<Duration> values;

        Columns(List<Duration> values) {
            this.values = values;
            setMinHeight(18);
            setPrefHeight(18);
            values.forEach(_ -> {
                Region column = new Region();
                column.getStyleClass().add("trend-column");
                column.setManaged(false);
                getChildren().add(column);
            });
        }

        @Override
        protected void layoutChildren() {
            double most = values.stream().mapToLong(Duration::toNanos).max().orElse(1);
            double step = Math.min(8, getWidth() / Spread.SHOWN);
            for (int i = 0; i < values.size(); i++) {
                double high = Math.max(1, values.get(i).toNanos() / Math.max(1, most) * getHeight());
                getChildren().get(i).resizeRelocate(i * step, getHeight() - high, Math.max(1, step - 1.5), high);
            }
        }
    }
}
