package earshot.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The energy gate by itself, and the detector that has no other part.
class EnergyGateTest {
    private static final int STEP = 320;
    private final EnergyGate gate = new EnergyGate(9);

    @Test
    void theFirstWordOpensItInAQuietRoom() {
        assertThat(gate.thresholdDb()).isEqualTo(-51);
        assertThat(gate.opens(-30)).isTrue();
    }

    @Test
    void itFollowsAFanWithinThreeSeconds() {
        feed(-40, 100);
        assertThat(gate.opens(-40)).as("after two seconds the floor is still that of the room").isTrue();
        feed(-40, 50);
        assertThat(gate.opens(-40)).isFalse();
        assertThat(gate.opens(-32)).isFalse();
        assertThat(gate.opens(-30)).isTrue();
        assertThat(gate.thresholdDb()).isCloseTo(-31, within(0.5));
    }

    @Test
    void speechWithGapsHardlyRaisesTheFloor() {
        for (int word = 0; word < 20; word++) {
            feed(-20, 20);
            feed(-58, 5);
        }
        assertThat(gate.thresholdDb()).isCloseTo(-49, within(1.0));
    }

    @Test
    void theFloorIsNeverBelowThatOfAQuietRoom() {
        feed(-100, 500);
        assertThat(gate.thresholdDb()).isEqualTo(-51);
        assertThat(gate.opens(-52)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 319, 320, 321, 960, 4_000})
    void theDetectorAnswersTheSameHoweverTheSamplesAreCut(int size) {
        short[] pcm = new short[STEP * 40];
        Arrays.fill(pcm, STEP * 10, STEP * 30, (short) 4_000);
        try (GatedVoiceActivityDetector whole = detector(); GatedVoiceActivityDetector pieces = detector()) {
            whole.voiced(pcm);
            for (int at = 0; at < pcm.length; at += size) {
                pieces.voiced(Arrays.copyOfRange(pcm, at, Math.min(pcm.length, at + size)));
            }
            assertThat(pieces.thresholdDb()).isEqualTo(whole.thresholdDb());
            assertThat(pieces.voiced(loud(STEP))).isEqualTo(whole.voiced(loud(STEP)));
        }
    }

    @Test
    void mostStepsDecideAndAnUnfinishedStepRepeatsTheLastAnswer() {
        try (GatedVoiceActivityDetector detector = detector()) {
            short[] mixed = new short[STEP * 3];
            Arrays.fill(mixed, 0, STEP * 2, (short) 8_000);
            assertThat(detector.voiced(mixed)).as("two steps of three").isTrue();
            assertThat(detector.voiced(new short[STEP - 1])).as("no step is finished").isTrue();
            assertThat(detector.voiced(new short[1])).isFalse();
            assertThat(detector.voiced(new short[0])).isFalse();
        }
    }

    @Test
    void halfOfTheStepsAreNotMost() {
        try (GatedVoiceActivityDetector detector = detector()) {
            short[] mixed = new short[STEP * 2];
            Arrays.fill(mixed, 0, STEP, (short) 8_000);
            assertThat(detector.voiced(mixed)).isFalse();
        }
    }

    @Test
    void aClosedDetectorSaysSo() {
        GatedVoiceActivityDetector detector = detector();
        detector.close();
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> detector.voiced(loud(STEP))).isInstanceOf(IllegalStateException.class);
    }

    private void feed(double db, int steps) {
        for (int step = 0; step < steps; step++) {
            gate.opens(db);
        }
    }

    private static GatedVoiceActivityDetector detector() {
        return new GatedVoiceActivityDetector(Optional.empty(), new EnergyGate(9));
    }

    private static short[] loud(int samples) {
        short[] pcm = new short[samples];
        Arrays.fill(pcm, (short) 8_000);
        return pcm;
    }
}
