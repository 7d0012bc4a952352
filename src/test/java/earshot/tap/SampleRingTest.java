package earshot.tap;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The newest samples of a board, the oldest first.
class SampleRingTest {
    private short next;

    @Test
    void whatWasAddedComesBackInItsOrder() {
        SampleRing ring = new SampleRing(10_000);
        assertThat(ring.all()).isEmpty();
        ring.add(new short[] {1, -2});
        ring.add(new short[0]);
        ring.add(new short[] {3});
        assertThat(ring.all()).containsExactly(1, -2, 3);
        assertThat(ring.all()).as("reading takes nothing away").hasSize(3);
    }

    @Test
    void itGrowsToItsBoundAndThenForgetsTheOldest() {
        SampleRing ring = new SampleRing(10_000);
        ring.add(samples(4_096));
        ring.add(samples(1));
        assertThat(ring.all()).isEqualTo(range(0, 4_097));
        ring.add(samples(5_903));
        assertThat(ring.all()).isEqualTo(range(0, 10_000));
        ring.add(samples(3));
        assertThat(ring.all()).isEqualTo(range(3, 10_003));
    }

    @Test
    void ofMoreThanItHoldsTheEndIsKept() {
        SampleRing ring = new SampleRing(5_000);
        ring.add(samples(12_345));
        assertThat(ring.all()).isEqualTo(range(7_345, 12_345));
    }

    @Test
    void aSmallBoundHoldsFromTheBegin() {
        SampleRing ring = new SampleRing(100);
        ring.add(samples(250));
        assertThat(ring.all()).isEqualTo(range(150, 250));
    }

    @Test
    void whatIsClearedDoesNotComeBack() {
        SampleRing ring = new SampleRing(5_000);
        ring.add(samples(7_000));
        ring.clear();
        assertThat(ring.all()).isEmpty();
        ring.add(samples(2));
        assertThat(ring.all()).isEqualTo(range(7_000, 7_002));
    }

    @Test
    void whatIsGivenOutIsACopy() {
        SampleRing ring = new SampleRing(5_000);
        short[] given = {1, 2, 3};
        ring.add(given);
        given[0] = 9;
        ring.all()[1] = 9;
        assertThat(ring.all()).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4_095, 4_096, 4_097, 8_192, 20_000})
    void whateverComesItHoldsTheNewest(int bound) {
        Random random = new Random(bound);
        SampleRing ring = new SampleRing(bound);
        int added = 0;
        for (int i = 0; i < 60; i++) {
            int more = random.nextInt(i % 10 == 0 ? 3 * bound / 2 + 2 : 700);
            ring.add(samples(more));
            added += more;
            if (i == 40) {
                ring.clear();
                added = 0;
            }
            int held = Math.min(added, bound);
            assertThat(ring.all()).isEqualTo(range(next - held, next));
        }
    }

    /// Samples that count on from where the last ones ended.
    private short[] samples(int number) {
        short[] samples = range(next, next + number);
        next += (short) number;
        return samples;
    }

    private static short[] range(int from, int to) {
        short[] range = new short[to - from];
        for (int i = 0; i < range.length; i++) {
            range[i] = (short) (from + i);
        }
        return range;
    }
}
