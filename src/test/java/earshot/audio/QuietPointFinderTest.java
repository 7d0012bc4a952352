package earshot.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class QuietPointFinderTest {
    @Test
    void cutsInThePauseBetweenTwoWordsAndNotInOneBeforeThat() {
        short[] pcm = new short[10 * 16_000];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) (8_000 * Math.sin(i * 0.05));
        }
        Arrays.fill(pcm, 3 * 16_000, 4 * 16_000, (short) 0);
        Arrays.fill(pcm, 8 * 16_000, 8 * 16_000 + 1_600, (short) 20);
        assertThat(QuietPointFinder.find(new PcmAudio(pcm, 16_000), 3_000)).isBetween(8 * 16_000, 8 * 16_000 + 1_600);
    }

    @Test
    void whatIsShorterThanTheWindowIsNotCut() {
        assertThat(QuietPointFinder.find(new PcmAudio(new short[100], 16_000), 3_000)).isEqualTo(100);
    }
}
