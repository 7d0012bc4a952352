package earshot.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final long SECOND = 1_000_000_000L;
    /// A monotonic clock may be negative and near its border.
    private static final long START = Long.MAX_VALUE - SECOND;

    private final TokenBucket bucket = new TokenBucket(5, 2, START);

    @Test
    void whoWasSilentMayDoABurstAndThenTheRateHolds() {
        for (int i = 0; i < 5; i++) {
            assertThat(bucket.take(1, START)).isTrue();
        }
        assertThat(bucket.take(1, START)).isFalse();
        assertThat(bucket.take(1, START + SECOND / 2)).isTrue();
        assertThat(bucket.take(1, START + SECOND / 2)).isFalse();
        assertThat(bucket.take(2, START + 3 * SECOND / 2)).as("also when the clock passed its largest number").isTrue();
        assertThat(bucket.take(0.5, START + 3 * SECOND / 2)).isFalse();
    }

    @Test
    void whatIsRefusedCostsNothingAndNobodySavesMoreThanTheMost() {
        assertThat(bucket.take(6, START)).isFalse();
        assertThat(bucket.take(5, START)).isTrue();
        assertThat(bucket.holds(5, START + 100 * SECOND)).isTrue();
        assertThat(bucket.take(5.1, START + 100 * SECOND)).isFalse();
    }

    @Test
    void aMomentBeforeTheLastOneGivesNothingTwice() {
        bucket.take(5, START + SECOND);
        assertThat(bucket.take(1, START)).isFalse();
        assertThat(bucket.take(1, START + SECOND)).isFalse();
        assertThat(bucket.take(1, START + SECOND + SECOND / 2)).isTrue();
    }

    @Test
    void whatIsDrainedIsNeverOwed() {
        bucket.drain(100);
        assertThat(bucket.full(START)).isFalse();
        assertThat(bucket.take(1, START + SECOND / 2)).isTrue();
        assertThat(bucket.full(START + 3 * SECOND)).isTrue();
    }
}
