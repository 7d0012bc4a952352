package earshot.session;

import static earshot.session.SoundRateLimiter.Verdict.DROPPED_FIRST;
import static earshot.session.SoundRateLimiter.Verdict.EXCEEDED;
import static earshot.session.SoundRateLimiter.Verdict.TAKEN;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SoundRateLimiterTest {
    private static final long FRAME = 60_000_000;

    private final SoundRateLimiter rate = new SoundRateLimiter(1.5, 0);
    private final List<SoundRateLimiter.Verdict> verdicts = new ArrayList<>();
    private long now;

    private void send(double seconds, double speed) {
        for (int i = 0; i < seconds * speed * 1e9 / FRAME && !verdicts.contains(EXCEEDED); i++) {
            verdicts.add(rate.judge(FRAME, now));
            now += (long) (FRAME / speed);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 1.4})
    void aDeviceThatIsALittleFastIsHeardForEver(double speed) {
        send(600, speed);
        assertThat(verdicts).containsOnly(TAKEN);
    }

    @Test
    void whatWasKeptWhileTheNetworkHungMayComeAtOnce() {
        // the wake word and what was said while it connected
        send(0.05, 40 * 0.06 / 0.05);
        for (int i = 0; i < 10; i++) {
            send(30, 1);
            now += 3_000_000_000L;
            send(0.05, 40 * 0.06 / 0.05);
        }
        assertThat(verdicts).containsOnly(TAKEN);
    }

    @ParameterizedTest
    @CsvSource({"20, 1", "3, 5", "2, 15"})
    void whoGoesOnTooFastIsDroppedAndThenClosed(double speed, double withinSeconds) {
        send(30, 1);
        verdicts.clear();
        send(withinSeconds, speed);
        assertThat(verdicts).startsWith(TAKEN).contains(DROPPED_FIRST).endsWith(EXCEEDED);
        assertThat(verdicts.stream().filter(DROPPED_FIRST::equals)).hasSize(1);
    }

    @Test
    void doubleSpeedIsNoticedWithinSeconds() {
        send(3.5, 2);
        assertThat(verdicts).startsWith(TAKEN).contains(DROPPED_FIRST).doesNotContain(EXCEEDED);
    }

    @Test
    void whoMayBeFasterMayBeSoForTwoSeconds() {
        SoundRateLimiter fast = new SoundRateLimiter(1000, 0);
        assertThat(IntStream.range(0, 10_000).mapToObj(_ -> fast.judge(FRAME, 0))).containsOnly(TAKEN);
    }

    @Test
    void whoWasTooFastOnceIsForgiven() {
        for (int i = 0; i < 20; i++) {
            send(2, 4);
            send(30, 1);
        }
        assertThat(verdicts).doesNotContain(EXCEEDED).contains(DROPPED_FIRST);
    }
}
