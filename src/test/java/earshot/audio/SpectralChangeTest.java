package earshot.audio;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpectralChangeTest {
    private static final int RATE = 16_000;
    private static final double ALL = 1_000;

    @Test
    void speechChangesAndHumsDoNotHoweverBrightOrLoudTheyAre() {
        assertThat(SpectralChange.of(VoicelessSignals.inRoom(new PcmAudio(TestSignals.speech(), RATE)), ALL).orElseThrow()).isGreaterThan(5);
        for (String hum : List.of("mains hum", "a bright hum", "a clipped hum", "a hummed tune", "a tune through an open mouth", "a clipped tune", "a melody")) {
            assertThat(SpectralChange.of(VoicelessSignals.all().get(hum), ALL).orElseThrow()).as(hum).isLessThan(2.8);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 511, 512, 64_000, 64_001, 64_300, 64_512})
    void anyLengthIsLookedAt(int length) {
        assertThat(SpectralChange.of(new PcmAudio(new short[length], RATE), ALL)).isEmpty();
    }
}
