package earshot.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.wire.BinaryFrameCodec;
import earshot.wire.Framing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// How the frames of answers come: late, in another order, with gaps.
class ArrivalMeterTest {
    private static final byte[] PACKET = {0x58, 1, 2, 3};

    private final ArrivalMeter meter = new ArrivalMeter();

    @Test
    void withoutFramesThereIsNothingToTell() {
        meter.begin();
        assertThat(meter.counters()).isEqualTo(FrameCounters.Arrivals.NONE);
        raw(100);
        assertThat(meter.counters()).as("one frame has no gap").isEqualTo(FrameCounters.Arrivals.NONE);
    }

    @Test
    void aFrameIsLateFromFortyMillisecondsBehindItsTurn() {
        raw(0);
        raw(60);
        raw(160);
        assertThat(meter.counters().late()).as("40 ms").isZero();
        meter.arrived(Framing.RAW, PACKET, 260_000_001);
        assertThat(meter.counters().late()).isEqualTo(1);
        assertThat(meter.counters().longestGapNanos()).isEqualTo(100_000_001);
    }

    @Test
    void theServersHelloSaysWhenTheTurnOfAFrameIs() {
        meter.setFrame(20);
        raw(0);
        raw(60);
        raw(121);
        assertThat(meter.counters().late()).isEqualTo(1);
        meter.setFrame(120);
        raw(281);
        assertThat(meter.counters().late()).isEqualTo(1);
        raw(442);
        assertThat(meter.counters().late()).isEqualTo(2);
    }

    @Test
    void framesThatComeTogetherAreNotLate() {
        for (int i = 0; i < 100; i++) {
            raw(5);
        }
        assertThat(meter.counters()).isEqualTo(FrameCounters.Arrivals.NONE);
    }

    @Test
    void theTimeBetweenTwoAnswersIsNoGapAndTheLongestGapStays() {
        raw(0);
        raw(300);
        meter.begin();
        raw(60_000);
        raw(60_070);
        assertThat(meter.counters()).isEqualTo(new FrameCounters.Arrivals(1, 0, 300_000_000));
    }

    @Test
    void aFrameBehindOneThatWasSentLaterIsReordered() {
        stamped(60);
        stamped(180);
        stamped(120);
        stamped(120);
        assertThat(meter.counters().reordered()).as("both came behind 180").isEqualTo(2);
        stamped(180);
        stamped(240);
        assertThat(meter.counters().reordered()).isEqualTo(2);
    }

    @Test
    void eachAnswerCountsItsTimestampsAnew() {
        stamped(5_000);
        meter.begin();
        stamped(60);
        stamped(120);
        assertThat(meter.counters().reordered()).isZero();
    }

    @Test
    void timestampsAreUnsigned() {
        stamped(0x7FFF_FFFFL);
        stamped(0x8000_0001L);
        stamped(0xFFFF_FFFFL);
        assertThat(meter.counters().reordered()).isZero();
        stamped(0x8000_0001L);
        assertThat(meter.counters().reordered()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"RAW", "COMPACT"})
    void withoutTimestampsNoOrderIsKnown(Framing framing) {
        meter.arrived(framing, BinaryFrameCodec.wrap(framing, PACKET, 900), 0);
        meter.arrived(framing, BinaryFrameCodec.wrap(framing, PACKET, 100), 60_000_000);
        assertThat(meter.counters()).isEqualTo(new FrameCounters.Arrivals(0, 0, 60_000_000));
    }

    @Test
    void aMessageThatIsTooShortForATimestampCountsByItsTime() {
        stamped(900);
        meter.arrived(Framing.TIMESTAMPED, new byte[] {0, 2}, 70_000_000);
        assertThat(meter.counters()).isEqualTo(new FrameCounters.Arrivals(0, 0, 70_000_000));
    }

    private void raw(long millis) {
        meter.arrived(Framing.RAW, PACKET, millis * 1_000_000);
    }

    private void stamped(long timestamp) {
        meter.arrived(Framing.TIMESTAMPED, BinaryFrameCodec.wrap(Framing.TIMESTAMPED, PACKET, timestamp), 0);
    }
}
