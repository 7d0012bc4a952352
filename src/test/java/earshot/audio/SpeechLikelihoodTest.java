package earshot.audio;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.config.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpeechLikelihoodTest {
    private static final int RATE = 16_000;
    private static final double ALL = 1_000;

    @Test
    void speechIsLikelyAndNothingElseIsHoweverBrightOrLoud() {
        assertThat(likely(VoicelessSignals.inRoom(new PcmAudio(TestSignals.speech(), RATE)))).isGreaterThan(3);
        VoicelessSignals.all().forEach((name, sound) -> assertThat(likely(sound)).as(name).isLessThan(0));
    }

    /// Later stretches are judged against the quiet before the first.
    @Test
    void speechIsFoundAfterALongHum() {
        short[] hum = VoicelessSignals.all().get("mains hum").pcm();
        short[] sound = new short[13 * RATE];
        System.arraycopy(hum, 0, sound, 0, RATE);
        for (int at = RATE; at < 9 * RATE; at += 2 * RATE) { // whole periods of 100 Hz
            System.arraycopy(hum, RATE + RATE / 2, sound, at, 2 * RATE);
        }
        assertThat(likely(new PcmAudio(Arrays.copyOf(sound, 9 * RATE), RATE))).isLessThan(-2);
        short[] speech = TestSignals.speech();
        System.arraycopy(speech, 0, sound, 9 * RATE, Math.min(speech.length, 4 * RATE));
        assertThat(likely(new PcmAudio(sound, RATE))).isGreaterThan(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 3_199, 3_200, 64_000, 64_001, 67_199, 67_200, 128_001})
    void silenceOfAnyLengthIsNot(int length) {
        assertThat(likely(new PcmAudio(new short[length], RATE))).isLessThan(-2);
    }

    private static double likely(PcmAudio sound) {
        VoiceActivityMeter meter = new VoiceActivityMeter(RATE);
        try (VoiceActivityDetector detector = VoiceActivityDetectorFactory.gateOnly().open(Settings.defaults().of(VadSettings.SECTION))) {
            for (int at = 0; at + 960 <= sound.pcm().length; at += 960) {
                meter.add(960, detector.voiced(Arrays.copyOfRange(sound.pcm(), at, at + 960)), detector.thresholdDb());
            }
        }
        return SpeechLikelihood.of(sound, meter.take(), ALL).logOdds();
    }
}
