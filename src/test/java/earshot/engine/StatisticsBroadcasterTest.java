package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.time.TimeFake;
import earshot.wire.OutboundMessage;
import org.junit.jupiter.api.Test;

class StatisticsBroadcasterTest {
    private final TimeFake time = new TimeFake();
    private final List<Function<String, OutboundMessage>> sent = new ArrayList<>();
    private final StatisticsBroadcaster statistics = new StatisticsBroadcaster(time, Runnable::run, () -> 2, Optional::empty, sent::add);

    @Test
    void aHundredConnectionsAtOnceAreReportedAtOnceAndOnceMoreASecondLater() {
        for (int i = 0; i < 100; i++) {
            statistics.broadcastSoon();
        }
        assertThat(sent).hasSize(1);
        assertThat(sent.getFirst().apply("aa")).as("no id but its own").isEqualTo(new OutboundMessage.ServerStats(time.now().toEpochMilli(), 2, List.of("aa"), Optional.empty()));
        time.advance(Duration.ofSeconds(10));
        assertThat(sent).hasSize(2);
        statistics.broadcastSoon();
        assertThat(sent).hasSize(3);
    }

    @Test
    void thisMachineReportsItsResources() {
        SystemResources.measure();
        assertThat(SystemResources.measure()).hasValueSatisfying(now -> {
            assertThat(now.memTotalMb()).isPositive();
            assertThat(now.memUsedMb()).isBetween(1L, now.memTotalMb());
            assertThat(now.cpuPercent()).isBetween(0.0, 100.0);
        });
    }
}
