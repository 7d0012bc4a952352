package earshot.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StreamStatisticsMeterTest {
    private static final long MILLI = 1_000_000;
    private static final long FRAME = 60 * MILLI;
    private final StreamStatisticsMeter meter = new StreamStatisticsMeter();
    private long now = -5_000_000_000L; // monotonic time may be negative

    private void frames(int count, long spacing) {
        for (int i = 0; i < count; i++) {
            now += spacing;
            meter.arrived(now, FRAME);
        }
    }

    @Test
    void anEvenStreamHasItsRateAndNeitherJitterNorLateFrames() {
        frames(100, FRAME);
        StreamStatistics streamStatistics = meter.statistics(now, 3);
        assertThat(streamStatistics.perSecond()).isCloseTo(16.7, within(0.4));
        assertThat(streamStatistics)
            .extracting(StreamStatistics::frames, StreamStatistics::late, StreamStatistics::lost, StreamStatistics::jitterMillis, StreamStatistics::queued)
            .containsExactly(100L, 0L, 0L, 0.0, 3);
    }

    @Test
    void theRateFallsToNothingWithinTwoSeconds() {
        frames(100, FRAME);
        assertThat(meter.statistics(now + 1_000 * MILLI, 0).perSecond()).isCloseTo(8.3, within(0.6));
        assertThat(meter.statistics(now + 2_001 * MILLI, 0).perSecond()).isZero();
    }

    @Test
    void jitterIsTheMeanDeviationOfTheSpacing() {
        for (int i = 0; i < 200; i++) {
            frames(1, i % 2 == 0 ? FRAME + 20 * MILLI : FRAME - 20 * MILLI);
        }
        assertThat(meter.statistics(now, 0).jitterMillis()).isCloseTo(20, within(0.5));
        assertThat(meter.statistics(now, 0).late()).isZero();
    }

    @Test
    void framesHeldUpOverOneFrameTimeAreLateUntilTheBacklogIsOver() {
        frames(20, FRAME);
        frames(1, 6 * FRAME); // 5 frame times too late, and the ones after it at once
        frames(5, 0);
        assertThat(meter.statistics(now, 0).late()).isEqualTo(4);
        frames(20, FRAME);
        assertThat(meter.statistics(now, 0).late()).isEqualTo(4);
    }

    @Test
    void aSlowClockOrALastingDelayIsNotLateForEver() {
        for (int i = 0; i < 10_000; i++) {
            frames(1, FRAME + FRAME / 5_000); // 200 parts in a million: 120 ms in ten minutes
        }
        assertThat(meter.statistics(now, 0).late()).isZero();
        frames(1, FRAME + 300 * MILLI);
        frames(400, FRAME);
        long late = meter.statistics(now, 0).late();
        assertThat(late).isBetween(80L, 200L);
        frames(400, FRAME);
        assertThat(meter.statistics(now, 0).late()).isEqualTo(late);
    }

    @Test
    void theFirstFrameAfterAPauseIsNotLate() {
        frames(20, FRAME);
        double jitter = meter.statistics(now, 0).jitterMillis();
        now += 700 * MILLI;
        meter.paused();
        frames(20, FRAME);
        now += 30_000 * MILLI; // a long pause is detected without being reported
        frames(20, FRAME);
        assertThat(meter.statistics(now, 0)).extracting(StreamStatistics::late, StreamStatistics::jitterMillis).containsExactly(0L, jitter);
    }

    @Test
    void lostIsWhatTheQueueDropped() {
        meter.lost(3);
        meter.lost(1);
        assertThat(meter.statistics(now, 0).lost()).isEqualTo(4);
    }
}
