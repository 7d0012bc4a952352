package earshot.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import earshot.tts.LoudnessNormalizer.VoiceLevel;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoudnessNormalizerTest {
    private final VoiceLevel level = new VoiceLevel();

    @ParameterizedTest
    @ValueSource(ints = {400, 1_000, 3_000, 10_000, 30_000})
    void everySentenceHasTheSameLoudness(int amplitude) {
        short[] spoken = new LoudnessNormalizer(level).normalize(tone(amplitude, 16_000));
        assertThat(rms(spoken, 8_000)).isCloseTo(LoudnessNormalizer.RMS, within(LoudnessNormalizer.RMS * 0.1));
    }

    @Test
    void pausesDoNotCountAndStaySilent() {
        short[] sentence = new short[32_000];
        System.arraycopy(tone(3_000, 8_000), 0, sentence, 12_000, 8_000);
        short[] spoken = new LoudnessNormalizer(level).normalize(sentence);
        assertThat(rms(Arrays.copyOfRange(spoken, 12_000, 20_000), 0)).isCloseTo(LoudnessNormalizer.RMS, within(LoudnessNormalizer.RMS * 0.15));
        assertThat(Arrays.copyOf(spoken, 12_000)).containsOnly((short) 0);
    }

    @Test
    void noPeakIsOverTheLimit() {
        short[] sentence = tone(500, 16_000);
        sentence[9_000] = Short.MAX_VALUE;
        sentence[9_001] = Short.MIN_VALUE;
        for (short sample : new LoudnessNormalizer(level).normalize(sentence)) {
            assertThat(Math.abs(sample)).isLessThanOrEqualTo((int) LoudnessNormalizer.PEAK + 1);
        }
    }

    @Test
    void silenceStaysSilenceAndNoiseIsNotMadeAudible() {
        assertThat(new LoudnessNormalizer(level).normalize(new short[1_000])).containsOnly((short) 0);
        short[] noise = tone(70, 16_000);
        assertThat(max(new LoudnessNormalizer(level).normalize(noise))).as("at most 24 dB louder").isLessThan(70 * 16 + 2);
    }

    @Test
    void theNextSentenceBeginsAtTheLevelOfTheVoice() {
        for (int sentence = 0; sentence < 5; sentence++) {
            new LoudnessNormalizer(level).normalize(tone(1_000, 16_000));
        }
        short[] first = new LoudnessNormalizer(level).normalize(tone(1_000, 800));
        assertThat(rms(first, 0)).isCloseTo(LoudnessNormalizer.RMS, within(LoudnessNormalizer.RMS * 0.1));
        short[] whisper = new LoudnessNormalizer(level).normalize(tone(200, 800));
        assertThat(rms(whisper, 0)).as("a quiet word of the same voice stays quieter").isLessThan(LoudnessNormalizer.RMS * 0.6);
    }

    @Test
    void theGainChangesWithoutAStep() {
        LoudnessNormalizer normalizer = new LoudnessNormalizer(level);
        normalizer.normalize(tone(1_000, 4_000));
        short[] louder = new short[4_000];
        Arrays.fill(louder, (short) 2_000);
        short[] spoken = normalizer.normalize(louder);
        int largest = 0;
        for (int i = 1; i < spoken.length; i++) {
            largest = Math.max(largest, Math.abs(spoken[i] - spoken[i - 1]));
        }
        assertThat(largest).isLessThan(50);
        assertThat(spoken[0]).isGreaterThan(spoken[spoken.length - 1]);
    }

    private static short[] tone(int amplitude, int samples) {
        short[] pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            pcm[i] = (short) (amplitude * Math.sin(i * 0.3));
        }
        return pcm;
    }

    private static double rms(short[] pcm, int from) {
        double sum = 0;
        for (int i = from; i < pcm.length; i++) {
            sum += (double) pcm[i] * pcm[i];
        }
        return Math.sqrt(sum / (pcm.length - from));
    }

    private static int max(short[] pcm) {
        int max = 0;
        for (short sample : pcm) {
            max = Math.max(max, Math.abs(sample));
        }
        return max;
    }
}
