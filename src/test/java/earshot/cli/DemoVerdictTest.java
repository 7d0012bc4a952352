package earshot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.id.DeviceId;
import earshot.simulator.DeviceFailure;
import earshot.simulator.FrameCounters;
import earshot.simulator.SimulatedDeviceReport;
import earshot.simulator.SimulatedTurnReport;
import org.junit.jupiter.api.Test;

/// Breaks each condition of the demo once: that check fails, and no other.
class DemoVerdictTest {
    private static final String SAID = "he was not an ill disposed young man";
    private static final Optional<DemoEvidence.Picture> PICTURE = Optional.of(new DemoEvidence.Picture(1280, 800, 400, true));
    private static final DemoEvidence GOOD = new DemoEvidence(SAID, "he was not an ill disposed young man", 50, report(50, 50), tone(24_000, 3000), PICTURE);

    @Test
    void passesWhenEverythingHolds() {
        assertThat(DemoVerdict.of(GOOD).failed()).isEmpty();
        assertThat(DemoVerdict.of(GOOD).passed()).isTrue();
    }

    @Test
    void fortyPercentOfWrongWordsPassAndMoreFail() {
        assertThat(DemoVerdict.of(with(SAID, "he was not an ill a b c", 50, report(50, 50), tone(24_000, 3000), PICTURE)).passed()).as("3 of 8").isTrue();
        assertFails("transcript", with(SAID, "he was not an a b c d", 50, report(50, 50), tone(24_000, 3000), PICTURE));
        assertFails("transcript", with(SAID, "", 50, report(50, 50), tone(24_000, 3000), PICTURE));
    }

    @Test
    void oneFrameThatWasNotPlayedFails() {
        assertFails("frames", with(SAID, SAID, 50, report(50, 49), tone(24_000, 3000), PICTURE));
        assertFails("frames", with(SAID, SAID, 51, report(50, 50), tone(24_000, 3000), PICTURE));
        assertFails("frames", with(SAID, SAID, 0, report(0, 0), tone(24_000, 3000), PICTURE));
    }

    @Test
    void anAnswerOfHalfASecondOrLessFails() {
        assertFails("answer length", with(SAID, SAID, 50, report(50, 50), tone(12_000, 3000), PICTURE));
    }

    @Test
    void anAnswerThatCanHardlyBeHeardFails() {
        assertFails("answer loudness", with(SAID, SAID, 50, report(50, 50), tone(24_000, 200), PICTURE));
        assertFails("answer loudness", with(SAID, SAID, 50, report(50, 50), tone(24_000, 0), PICTURE));
    }

    @Test
    void noPictureOrOneWithoutRowAndWaveformFails() {
        assertFails("picture", with(SAID, SAID, 50, report(50, 50), tone(24_000, 3000), Optional.empty()));
        assertFails("picture", with(SAID, SAID, 50, report(50, 50), tone(24_000, 3000), Optional.of(new DemoEvidence.Picture(1280, 800, 400, false))));
        assertFails("picture", with(SAID, SAID, 50, report(50, 50), tone(24_000, 3000), Optional.of(new DemoEvidence.Picture(1280, 800, 1, true))));
    }

    @Test
    void aDeviceThatCouldNotTalkFails() {
        SimulatedDeviceReport broken = new SimulatedDeviceReport(new DeviceId("02:ea:50:00:00:01"), Optional.empty(), Optional.empty(), FrameCounters.NONE,
            List.of(), List.of(DeviceFailure.of("nobody answers")));
        assertThat(DemoVerdict.of(with(SAID, "", 0, broken, tone(1, 0), Optional.empty())).failed()).hasSize(6);
    }

    private static void assertFails(String name, DemoEvidence evidence) {
        assertThat(DemoVerdict.of(evidence).failed()).extracting(DemoVerdict.Check::name).containsExactly(name);
        assertThat(DemoVerdict.of(evidence).passed()).isFalse();
    }

    private static DemoEvidence with(String said, String heard, long sent, SimulatedDeviceReport device, PcmAudio answer,
        Optional<DemoEvidence.Picture> picture) {
        return new DemoEvidence(said, heard, sent, device, answer, picture);
    }

    private static SimulatedDeviceReport report(long received, long played) {
        SimulatedTurnReport turn = new SimulatedTurnReport(SAID, "", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        return new SimulatedDeviceReport(new DeviceId("02:ea:50:00:00:01"), Optional.of(Duration.ofMillis(3)), Optional.of(Duration.ofMillis(4)),
            new FrameCounters(100, received, 0, 0, 0, 0, new FrameCounters.Playback(played, 0, 0, 0, 0, 0, 0), FrameCounters.Arrivals.NONE), List.of(turn),
            List.of());
    }

    private static PcmAudio tone(int samples, int amplitude) {
        short[] pcm = new short[samples];
        for (int i = 0; i < samples; i++) {
            pcm[i] = (short) (amplitude * Math.sin(i / 10.0));
        }
        return new PcmAudio(pcm, 24_000);
    }
}
