package earshot.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;

/// The playback queue of the firmware, without its sound.
class PlaybackQueueModelTest {
    private static final long FRAME = 60_000_000;

    private final PlaybackQueueModel model = new PlaybackQueueModel();

    @Test
    void theFirstPacketIsPlayedAtOnceAndTheNextOnesWait() {
        assertThat(model.ahead(0)).isZero();
        offer(3, 1_000);
        assertThat(model.waiting()).isEqualTo(2);
        assertThat(model.ahead(1_000)).isEqualTo(3 * FRAME);
        assertThat(model.ahead(1_000 + FRAME / 2)).isEqualTo(5 * FRAME / 2);
        model.advance(1_000 + FRAME - 1);
        assertThat(model.waiting()).isEqualTo(2);
        model.advance(1_000 + FRAME);
        assertThat(model.waiting()).isEqualTo(1);
        model.advance(1_000 + 100 * FRAME);
        assertThat(model.waiting()).isZero();
        assertThat(model.ahead(1_000 + 100 * FRAME)).isZero();
    }

    @Test
    void fortyMayWaitHoweverShortTheyAre() {
        for (int i = 0; i <= PlaybackQueueModel.CAPACITY; i++) {
            assertThat(model.offer(1_000, 0)).isEqualTo(PlaybackQueueModel.Fate.TAKEN);
        }
        assertThat(model.offer(1_000, 0)).isEqualTo(PlaybackQueueModel.Fate.DROPPED);
        assertThat(model.waiting()).isEqualTo(PlaybackQueueModel.CAPACITY);
        assertThat(model.ahead(0)).as("what was dropped is no sound").isEqualTo(41_000);
        assertThat(model.offer(1_000, 1_000)).as("one was played").isEqualTo(PlaybackQueueModel.Fate.TAKEN);
        assertThat(model.offer(1_000, 1_000)).isEqualTo(PlaybackQueueModel.Fate.DROPPED);
    }

    @Test
    void aPacketThatComesWhenNothingIsLeftIsLateByTheSilence() {
        model.offer(FRAME, 0);
        assertThat(model.offer(FRAME, FRAME)).as("in time to the nanosecond").isEqualTo(PlaybackQueueModel.Fate.TAKEN);
        assertThat(model.offer(FRAME, 2 * FRAME + 7)).isEqualTo(new PlaybackQueueModel.Fate.Late(7));
        assertThat(model.ahead(2 * FRAME + 7)).as("it is played from when it came").isEqualTo(FRAME);
    }

    @Test
    void theSilenceBeginsWhereWhatWaitedHadEnded() {
        offer(3, 0);
        assertThat(model.offer(FRAME, 5 * FRAME)).isEqualTo(new PlaybackQueueModel.Fate.Late(2 * FRAME));
    }

    @Test
    void afterAResetWhatWaitedIsGoneAndSilenceIsNoLoss() {
        offer(10, 0);
        model.reset();
        assertThat(model.waiting()).isZero();
        assertThat(model.ahead(1)).isZero();
        assertThat(model.offer(FRAME, 50 * FRAME)).isEqualTo(PlaybackQueueModel.Fate.TAKEN);
        assertThat(model.ahead(50 * FRAME)).isEqualTo(FRAME);
        assertThat(model.offer(FRAME, 52 * FRAME)).isEqualTo(new PlaybackQueueModel.Fate.Late(FRAME));
    }

    @Test
    void whatCannotBeDecodedTakesAPlaceButNoTime() {
        assertThat(model.offer(0, 0)).isEqualTo(PlaybackQueueModel.Fate.TAKEN);
        assertThat(model.ahead(0)).as("nothing was played yet").isZero();
        assertThat(model.offer(FRAME, 9 * FRAME)).as("and nothing is late").isEqualTo(PlaybackQueueModel.Fate.TAKEN);
        model.offer(0, 9 * FRAME);
        model.offer(FRAME, 9 * FRAME);
        assertThat(model.waiting()).isEqualTo(2);
        assertThat(model.ahead(9 * FRAME)).isEqualTo(2 * FRAME);
        model.advance(10 * FRAME);
        assertThat(model.waiting()).as("both leave together").isZero();
        assertThat(model.ahead(10 * FRAME)).isEqualTo(FRAME);
    }

    @Test
    void itPlaysAsAQueueOfAnyLengthOfTimeWould() {
        Random random = new Random(5);
        Deque<Long> waiting = new ArrayDeque<>();
        long freeAt = 0;
        long now = 1;
        int dropped = 0;
        for (int i = 0; i < 5_000; i++) {
            now += random.nextLong(i / 500 % 2 == 0 ? FRAME / 2 : 2 * FRAME);
            while (!waiting.isEmpty() && freeAt <= now) {
                freeAt += waiting.poll();
            }
            long duration = (1 + random.nextInt(3)) * 20_000_000L;
            PlaybackQueueModel.Fate expected = PlaybackQueueModel.Fate.TAKEN;
            if (waiting.isEmpty() && freeAt <= now) {
                expected = freeAt == 0 || freeAt == now ? expected : new PlaybackQueueModel.Fate.Late(now - freeAt);
                freeAt = now + duration;
            } else if (waiting.size() == PlaybackQueueModel.CAPACITY) {
                expected = PlaybackQueueModel.Fate.DROPPED;
                dropped++;
            } else {
                waiting.add(duration);
            }
            assertThat(model.offer(duration, now)).isEqualTo(expected);
            assertThat(model.waiting()).isEqualTo(waiting.size());
            assertThat(model.ahead(now)).isEqualTo(freeAt - now + waiting.stream().mapToLong(Long::longValue).sum());
        }
        assertThat(dropped).as("it was full at times").isPositive();
    }

    private void offer(int packets, long nanos) {
        IntStream.range(0, packets).forEach(_ -> model.offer(FRAME, nanos));
    }
}
