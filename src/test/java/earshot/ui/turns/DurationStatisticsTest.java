package earshot.ui.turns;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationStatisticsTest {
    @ParameterizedTest
    @CsvSource({"5, 5, 5", "'3,1', 1, 3", "'3,1,2', 2, 3", "'4,1,3,2', 2, 4", "'9,9,9,9,9,9,9,9,9,1', 9, 9"})
    void percentilesAreMeasuredValuesOfTheNearestRank(String millis, long p50, long p95) {
        List<Duration> took = Arrays.stream(millis.split(",")).map(text -> Duration.ofMillis(Long.parseLong(text))).toList();
        DurationStatistics statistics = DurationStatistics.of(took);
        assertThat(statistics.p50()).hasMillis(p50);
        assertThat(statistics.p95()).hasMillis(p95);
        assertThat(statistics.count()).isEqualTo(took.size());
    }

    @Test
    void theNewestValuesAreInTheOrderOfTime() {
        DurationStatistics statistics = DurationStatistics.of(IntStream.range(0, 60).mapToObj(Duration::ofMillis).toList());
        assertThat(statistics.newest()).hasSize(24).first().isEqualTo(Duration.ofMillis(23));
        assertThat(statistics.newest()).last().as("the newest of all").isEqualTo(Duration.ZERO);
        assertThat(statistics.count()).isEqualTo(60);
        assertThat(statistics.p50()).hasMillis(29);
        assertThat(statistics.p95()).hasMillis(56);
    }

    @Test
    void withoutValuesThereIsNothingToShow() {
        assertThat(DurationStatistics.of(List.of())).isEqualTo(DurationStatistics.NONE);
        assertThat(DurationStatistics.NONE.count()).isZero();
    }
}
