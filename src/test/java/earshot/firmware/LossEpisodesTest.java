package earshot.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;

/// Losses that follow each other become one report.
class LossEpisodesTest {
    private final List<String> reports = new ArrayList<>();
    private final LossEpisodes episodes = new LossEpisodes(new LossReporter() {
        @Override
        public void ranOut(Duration silence, int gaps) {
            reports.add("silent " + silence.toMillis() + " in " + gaps);
        }

        @Override
        public void overflowed(int packets) {
            reports.add("dropped " + packets);
        }
    });

    @Test
    void withoutLossesThereIsNoReport() {
        episodes.advance(millis(10_000));
        episodes.end();
        assertThat(reports).isEmpty();
    }

    @Test
    void anEpisodeOfGapsIsOverASecondAfterTheLastHasEnded() {
        gap(100, 130);
        gap(900, 950);
        episodes.advance(millis(1_200));
        episodes.advance(millis(1_950) - 1);
        assertThat(reports).isEmpty();
        episodes.advance(millis(1_950));
        assertThat(reports).containsExactly("silent 80 in 2");
        episodes.advance(millis(5_000));
        episodes.end();
        assertThat(reports).as("told once").hasSize(1);
    }

    @Test
    void theNextEpisodeIsCountedAnew() {
        gap(100, 130);
        episodes.advance(millis(2_000));
        gap(3_000, 3_020);
        episodes.advance(millis(5_000));
        assertThat(reports).containsExactly("silent 30 in 1", "silent 20 in 1");
    }

    @Test
    void whatTheOutputBufferOfABoardCoversIsForgotten() {
        gap(100, 104);
        gap(200, 205);
        episodes.advance(millis(2_000));
        assertThat(reports).as("9 ms together").isEmpty();
        gap(3_000, 3_009);
        episodes.end();
        assertThat(reports).as("what was forgotten does not come back").isEmpty();
        gap(4_000, 4_004);
        gap(4_100, 4_106);
        episodes.end();
        assertThat(reports).as("10 ms together are heard").containsExactly("silent 10 in 2");
    }

    @Test
    void dropsAndGapsAreEpisodesOfTheirOwn() {
        gap(100, 150);
        episodes.dropped(millis(800));
        episodes.dropped(millis(900));
        episodes.advance(millis(1_200));
        assertThat(reports).containsExactly("silent 50 in 1");
        episodes.advance(millis(1_899));
        assertThat(reports).hasSize(1);
        episodes.advance(millis(1_900));
        assertThat(reports).containsExactly("silent 50 in 1", "dropped 2");
    }

    @Test
    void theEndOfAnAnswerEndsBothAtOnce() {
        episodes.dropped(millis(100));
        gap(200, 260);
        episodes.end();
        assertThat(reports).containsExactly("silent 60 in 1", "dropped 1");
        episodes.end();
        assertThat(reports).hasSize(2);
    }

    private void gap(long fromMillis, long toMillis) {
        episodes.ranOut(millis(fromMillis), millis(toMillis));
    }

    private static long millis(long millis) {
        return millis * 1_000_000;
    }
}
