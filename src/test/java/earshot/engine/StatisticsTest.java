package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.time.ManualTime;
import earshot.wire.Outbound;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    private final ManualTime time = new ManualTime();
    private final List<Outbound> sent = new ArrayList<>();
    private final Statistics statistics = new Statistics(time, Runnable::run, () -> List.of("aa"), Optional::empty, sent::add);

    @Test
    void aHundredComingsAtOnceAreToldAtOnceAndOnceMoreASecondLater() {
        for (int i = 0; i < 100; i++) {
            statistics.soon();
        }
        assertThat(sent).hasSize(1).first().isEqualTo(new Outbound.ServerStats(time.now().toEpochMilli(), List.of("aa"), Optional.empty()));
        time.advance(Duration.ofSeconds(10));
        assertThat(sent).hasSize(2);
        statistics.soon();
        assertThat(sent).hasSize(3);
    }

    @Test
    void thisMachineTellsItsResources() {
        Resources.now();
        assertThat(Resources.now()).hasValueSatisfying(now -> {
            assertThat(now.memTotalMb()).isPositive();
            assertThat(now.memUsedMb()).isBetween(1L, now.memTotalMb());
            assertThat(now.cpuPercent()).isBetween(0.0, 100.0);
        });
    }
}
