package earshot.turn;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.device.PlaybackLead;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("xiaozhi-protocol rule 10: what the device may hold unplayed")
class PlaybackEstimatorTest {
    private static final long FRAME = Duration.ofMillis(60).toNanos();
    private static final long BEGIN = 1_000 * FRAME;
    private final PlaybackEstimator estimator = new PlaybackEstimator(Duration.ofMillis(60), PlaybackLead.USUAL);

    @Test
    void nothingWasSentSoTheFirstFrameMayGoAtOnce() {
        assertThat(estimator.nextSendAt(BEGIN)).isEqualTo(BEGIN);
        assertThat(estimator.playedAt(BEGIN)).isEqualTo(BEGIN);
    }

    @Test
    void threeFramesGoAtOnceAndThenOneEachFrameTime() {
        for (int frame = 0; frame < 3; frame++) {
            assertThat(estimator.nextSendAt(BEGIN)).as("frame " + frame).isLessThanOrEqualTo(BEGIN);
            estimator.frameSent(BEGIN);
        }
        for (int frame = 3; frame < 50; frame++) {
            long at = estimator.nextSendAt(BEGIN);
            assertThat(at).as("frame " + frame).isEqualTo(BEGIN + (frame - 2) * FRAME);
            estimator.frameSent(at);
        }
        assertThat(estimator.playedAt(BEGIN)).isEqualTo(BEGIN + 50 * FRAME);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 8})
    void asManyFramesAsTheLeadGoAtOnce(int lead) {
        PlaybackEstimator chosen = new PlaybackEstimator(Duration.ofMillis(60), new PlaybackLead(lead));
        int atOnce = 0;
        for (; chosen.nextSendAt(BEGIN) <= BEGIN; atOnce++) {
            chosen.frameSent(BEGIN);
        }
        assertThat(atOnce).isEqualTo(lead);
        assertThat(chosen.nextSendAt(BEGIN)).isEqualTo(BEGIN + FRAME);
    }

    @Test
    void afterAPauseTheDeviceIsEmptyAndTheLeadBeginsAgain() {
        estimator.frameSent(BEGIN);
        long later = BEGIN + 100 * FRAME;
        assertThat(estimator.nextSendAt(later)).isLessThan(later);
        estimator.frameSent(later);
        assertThat(estimator.playedAt(later)).isEqualTo(later + FRAME);
        estimator.frameSent(later);
        estimator.frameSent(later);
        assertThat(estimator.nextSendAt(later)).isEqualTo(later + FRAME);
    }

    @Test
    void aFrameThatIsLateByLessThanTheLeadCostsNothing() {
        for (int frame = 0; frame < 3; frame++) {
            estimator.frameSent(BEGIN);
        }
        estimator.frameSent(BEGIN + 2 * FRAME + FRAME / 2);
        assertThat(estimator.playedAt(BEGIN)).isEqualTo(BEGIN + 4 * FRAME);
    }

    @Test
    void theDeviceNeverHoldsMoreThanThreeFramesThatItHasNotBegunToPlay() {
        Deque<Long> held = new ArrayDeque<>();
        long now = BEGIN;
        long playsFrom = BEGIN;
        for (int frame = 0; frame < 500; frame++) {
            long at = estimator.nextSendAt(now);
            now = Math.max(now, at) + (frame % 97 == 0 ? 5 * FRAME : frame % 7 == 0 ? FRAME / 3 : 0);
            estimator.frameSent(now);
            playsFrom = Math.max(now, playsFrom) + FRAME;
            held.addLast(playsFrom - FRAME);
            while (!held.isEmpty() && held.getFirst() <= now) {
                held.removeFirst();
            }
            assertThat(held.size()).isLessThan(PlaybackLead.USUAL.frames());
        }
    }
}
