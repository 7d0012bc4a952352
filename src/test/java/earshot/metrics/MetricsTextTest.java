package earshot.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.metrics.MetricsText.Label;
import org.junit.jupiter.api.Test;

class MetricsTextTest {
    @Test
    void aSampleIsOneLineWhateverItsLabelsSay() {
        MetricsText text = new MetricsText();
        text.metric("m", "gauge", "One\\two\nthree.").sample(1).sample(0.5, new Label("a", "x\"y\\z\nw"), new Label("b", "中")).sample(1e300).sample(-2);
        assertThat(text.toString()).isEqualTo("""
            # HELP m One\\\\two\\nthree.
            # TYPE m gauge
            m 1
            m{a="x\\"y\\\\z\\nw",b="中"} 0.5
            m 1.0E300
            m -2
            """);
    }

    @Test
    void bucketsAreCumulativeAndTheLastHoldsAll() {
        Histogram histogram = new Histogram();
        List.of(0, 25, 26, 1_000, 1_001, 100_000).forEach(millis -> histogram.add(Duration.ofMillis(millis)));
        MetricsText text = new MetricsText();
        histogram.write(text.metric("h", "histogram", "H."), new Label("stage", "answer"));
        assertThat(text.toString().lines().skip(2)).startsWith("h_bucket{stage=\"answer\",le=\"0.025\"} 2", "h_bucket{stage=\"answer\",le=\"0.05\"} 3")
            .contains("h_bucket{stage=\"answer\",le=\"0.75\"} 3", "h_bucket{stage=\"answer\",le=\"1\"} 4", "h_bucket{stage=\"answer\",le=\"1.5\"} 5",
                "h_bucket{stage=\"answer\",le=\"30\"} 5", "h_bucket{stage=\"answer\",le=\"+Inf\"} 6")
            .endsWith("h_sum{stage=\"answer\"} 102.052", "h_count{stage=\"answer\"} 6");
    }
}
