package earshot.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AudioLevelTest {
    @Test
    void aFullScaleSineIsMinusThreeDecibelsWithItsPeakAtZero() {
        AudioLevel level = AudioLevel.of(TestSignals.sine(16_000, 1000, 0.06, 1));
        assertThat(level.rmsDb()).isCloseTo(-3.01, within(0.01));
        assertThat(level.peakDb()).isCloseTo(0, within(0.01));
        assertThat(level.clipped()).isTrue();
        assertThat(AudioLevel.of(TestSignals.sine(16_000, 1000, 0.06, 0.1)).clipped()).isFalse();
    }

    @Test
    void theMostNegativeSampleIsFullScale() {
        short[] pcm = new short[960];
        Arrays.fill(pcm, Short.MIN_VALUE);
        assertThat(AudioLevel.of(pcm)).isEqualTo(new AudioLevel(0, 0, true));
    }

    @Test
    void nothingIsSilence() {
        assertThat(AudioLevel.of(new short[960])).isEqualTo(AudioLevel.SILENCE);
        assertThat(AudioLevel.of(new short[0])).isEqualTo(AudioLevel.SILENCE);
        assertThat(AudioLevel.of(new short[] {1, 0, 0}).rmsDb()).isBetween(-100.0, -90.0);
    }
}
