package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.time.TimeFake;
import org.junit.jupiter.api.Test;

/// When the heap is collected as a whole: in silence, and where that is worth a moment.
class IdleHeapCollectorTest {
    private final TimeFake time = new TimeFake();
    private long heapMb = 500;
    private long leftMb = 200;
    private int collections;
    private final IdleHeapCollector collector = new IdleHeapCollector(time, () -> heapMb << 20, () -> {
        collections++;
        heapMb = leftMb;
    });

    private void pass(int seconds, double framesInPerSecond, double framesOutPerSecond) {
        for (int i = 0; i < seconds; i++) {
            time.advance(Duration.ofSeconds(1));
            collector.look(new ServerMetrics(1, 1, framesInPerSecond, framesOutPerSecond, 0, 0, 0, heapMb));
        }
    }

    @Test
    void halfAMinuteAfterTheLastSoundMemoryIsGivenBackOnce() {
        pass(100, 16.7, 0);
        pass(100, 0, 16.7);
        pass(29, 0, 0);
        assertThat(collections).isZero();
        pass(1, 0, 0);
        assertThat(collections).isEqualTo(1);
        pass(200, 0, 0);
        assertThat(collections).isEqualTo(1);
    }

    @Test
    void whatIsUnloadedLaterIsGivenBackToo() {
        pass(30, 0, 0);
        leftMb = 60;
        pass(5 * 60, 0, 0);
        assertThat(collections).isEqualTo(2);
        pass(3_600, 0, 0);
        assertThat(collections).as("a small heap is left alone").isEqualTo(2);
    }

    @Test
    void aPauseInWhichNothingGrewIsNotUsed() {
        pass(30, 0, 0);
        pass(10, 16.7, 0);
        pass(40, 0, 0);
        assertThat(collections).isEqualTo(1);
        heapMb = 300;
        pass(1, 0, 0);
        assertThat(collections).isEqualTo(2);
    }
}
