package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.id.DeviceId;
import earshot.time.TimeFake;
import earshot.wire.OutboundMessage;
import org.junit.jupiter.api.Test;

class StatisticsBroadcasterTest {
    private final TimeFake time = new TimeFake();
    private final List<Function<DeviceId, OutboundMessage>> sent = new ArrayList<>();
    private final AtomicReference<List<DeviceId>> known = new AtomicReference<>(List.of());
    private final StatisticsBroadcaster statistics = new StatisticsBroadcaster(time, Runnable::run, () -> 2, _ -> known.get(), Optional::empty, sent::add);

    @Test
    void aHundredConnectionsAtOnceAreReportedAtOnceAndOnceMoreASecondLater() {
        for (int i = 0; i < 100; i++) {
            statistics.broadcastSoon();
        }
        assertThat(sent).hasSize(1);
        assertThat(sent.getFirst().apply(new DeviceId("aa"))).as("no id but its own")
            .isEqualTo(new OutboundMessage.ServerStats(time.now().toEpochMilli(), 2, List.of(new DeviceId("aa")), Optional.empty()));
        time.advance(Duration.ofSeconds(10));
        assertThat(sent).hasSize(2);
        statistics.broadcastSoon();
        assertThat(sent).hasSize(3);
    }

    @Test
    void aBadgeIsToldTheDevicesThatItMaySendTo() {
        known.set(List.of(new DeviceId("cc"), new DeviceId("aa")));
        statistics.broadcast();
        assertThat(sent.getFirst().apply(new DeviceId("bb"))).isInstanceOfSatisfying(OutboundMessage.ServerStats.class, stats ->
            assertThat(stats.online()).extracting(DeviceId::value).containsExactly("aa", "bb", "cc"));
    }

    @Test
    void aBadgeThatConnectsIsToldAtOnceHoweverShortTheLastOneIsAgo() {
        known.set(List.of(new DeviceId("aa")));
        statistics.broadcast();
        assertThat(statistics.newest(new DeviceId("bb")))
            .isEqualTo(new OutboundMessage.ServerStats(time.now().toEpochMilli(), 2, List.of(new DeviceId("aa"), new DeviceId("bb")), Optional.empty()));
        assertThat(sent).as("nobody else is").hasSize(1);
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
