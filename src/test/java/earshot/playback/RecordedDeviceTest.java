package earshot.playback;

import static earshot.playback.SessionFileSamples.KITCHEN;
import static earshot.playback.SessionFileSamples.at;
import static earshot.playback.SessionFileSamples.nanos;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.audio.AudioLevel;
import earshot.audio.OpusCodecs;
import earshot.audio.Waveform;
import earshot.capture.SessionFile;
import earshot.device.DeviceFacts;
import earshot.device.ListenState;
import earshot.device.Presence;
import earshot.device.StateSpan.Kind;
import earshot.device.StateSpan;
import earshot.firmware.FirmwareEstimate;
import earshot.firmware.InferredState;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RecordedDeviceTest {
    private final SessionFile file = SessionFileSamples.conversation();
    private final RecordedDevice device = new RecordedDevice(DeviceRecording.all(file, file.connections()).getFirst(), OpusCodecs.concentus());

    @Test
    @DisplayName("U53: at each moment a device is in the state that it had then")
    void statesFollowFromWhatPassed() {
        device.show(nanos(0.5));
        assertThat(facts().presence()).isEqualTo(Presence.NEVER_ARRIVED);
        device.show(nanos(1.15));
        assertThat(facts().presence()).isEqualTo(Presence.CONNECTED);
        assertThat(facts().name()).isEqualTo("Kitchen");
        assertThat(connection().hello().orElseThrow().audio()).isEqualTo("opus 16000 Hz 60 ms");
        assertThat(connection().link().sessionId().value()).as("before the server's hello").isEmpty();
        device.show(nanos(3));
        assertThat(connection().listening().state()).isEqualTo(ListenState.LISTENING);
        assertThat(connection().listening().since()).isEqualTo(at(2));
        assertThat(connection().link().sessionId().value()).isEqualTo("s-1");
        device.show(nanos(4.2));
        assertThat(connection().listening().state()).isEqualTo(ListenState.FINALIZING);
        device.show(nanos(6));
        assertThat(connection().speaking()).isTrue();
        assertThat(connection().lastEvent()).isEqualTo("→ tts start");
        device.show(nanos(8));
        assertThat(connection().speaking()).isFalse();
        assertThat(connection().listening().state()).isEqualTo(ListenState.IDLE);
    }

    @Test
    @DisplayName("U11, U53: the end of a connection is told with its reason, and a connection after it is another one")
    void anEndIsToldAsItsRowTellsIt() {
        device.show(nanos(10));
        assertThat(facts().presence()).isEqualTo(Presence.ASLEEP);
        assertThat(facts().history().lastEnd().orElseThrow().rule()).isEqualTo("device.hangup");
        assertThat(facts().history().connections()).isEqualTo(1);
        assertThat(device.flowIn().get().frames()).as("counted when it was open").isEqualTo(30);
        device.show(nanos(12));
        assertThat(facts().presence()).isEqualTo(Presence.CONNECTED);
        assertThat(connection().link().since()).isEqualTo(at(11));
        assertThat(device.flowIn().get().frames()).isZero();
    }

    @Test
    @DisplayName("U09: the strip holds the states of the minute before, the one that began earlier included")
    void theStripEndsWithTheMoment() {
        device.show(nanos(6));
        assertThat(device.history().get()).extracting(StateSpan::kind).containsExactly(Kind.ASLEEP, Kind.IDLE, Kind.LISTENING, Kind.FINALIZING, Kind.IDLE,
            Kind.SPEAKING);
        assertThat(device.history().get().getLast().fromNanos()).isEqualTo(nanos(5));
        device.show(nanos(68));
        assertThat(device.history().get()).extracting(StateSpan::kind).containsExactly(Kind.IDLE, Kind.ASLEEP, Kind.IDLE);
    }

    @Test
    void theWaveformEndsWithTheMoment() {
        device.showSound(nanos(3));
        assertThat(loudest(device.waveIn())).isGreaterThan(0.2f);
        assertThat(loudest(device.waveOut())).isZero();
        assertThat(device.levelIn().get().rmsDb()).isGreaterThan(-30);
        device.showSound(nanos(6));
        assertThat(loudest(device.waveOut())).isGreaterThan(0.1f);
        assertThat(device.levelIn().get()).as("nothing is said any more").isEqualTo(AudioLevel.SILENCE);
        device.showSound(nanos(1.5));
        assertThat(loudest(device.waveIn())).as("a moment before the first word").isZero();
    }

    private static float loudest(Waveform wave) {
        int columns = 3_000;
        if (wave.end() == 0) {
            return 0;
        }
        float[] max = new float[columns];
        wave.read(wave.end() - columns, wave.end(), new float[columns], max, new boolean[columns]);
        float loudest = 0;
        for (float column : max) {
            loudest = Math.max(loudest, column);
        }
        return loudest;
    }

    private DeviceFacts facts() {
        return device.facts().get();
    }

    private DeviceFacts.Connection connection() {
        return facts().connection().orElseThrow();
    }

    @Test
    @DisplayName("U47, U53: at each moment the playback queue is as it was then")
    void theFirmwareIsThatOfTheMoment() {
        device.show(nanos(0.5));
        assertThat(device.firmware()).isEmpty();
        device.show(nanos(5.5));
        FirmwareEstimate speaking = device.firmware().orElseThrow();
        assertThat(speaking.state()).isEqualTo(InferredState.SPEAKING);
        assertThat(speaking.channelEndsNanos()).isPresent();
        device.show(nanos(8));
        assertThat(device.firmware().orElseThrow().state()).isEqualTo(InferredState.IDLE);
        device.show(nanos(10));
        assertThat(device.firmware().orElseThrow().state()).isEqualTo(InferredState.ASLEEP);
        device.show(nanos(3));
        assertThat(device.firmware().orElseThrow().state()).as("back again").isEqualTo(InferredState.LISTENING);
    }

    @Test
    void theDeviceOfTheFileIsMeant() {
        assertThat(device.id()).isEqualTo(KITCHEN);
    }
}
