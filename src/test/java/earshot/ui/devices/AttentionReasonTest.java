package earshot.ui.devices;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.audio.AudioLevel;
import earshot.audio.StreamStatistics;
import earshot.device.ConnectionMode;
import earshot.device.IdleCountdown;
import earshot.device.ListenState;
import earshot.id.DeviceId;
import earshot.time.TimeFake;
import earshot.ui.DeviceModelFake;
import earshot.wire.Dialect;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("which devices need attention, and why")
class AttentionReasonTest {
    private final TimeFake time = new TimeFake();
    private final DeviceModelFake device = new DeviceModelFake(time, new DeviceId("94:a9"));

    @Test
    void aDeviceThatIsNotConnectedNeedsNone() {
        assertThat(reason()).isEmpty();
        device.asleep(Duration.ofHours(1), "idle.silent");
        device.levelIn.set(new AudioLevel(-5, -1, true));
        assertThat(reason()).isEmpty();
    }

    @Test
    void aDeviceThatTalksNeedsNone() {
        connect(ListenState.LISTENING);
        assertThat(reason()).isEmpty();
    }

    @Test
    void listeningLongWithoutSpeechIsSilenceOrSoundThatIsNoSpeech() {
        connect(ListenState.LISTENING);
        device.unheard();
        device.levelIn.set(new AudioLevel(-60, -50, false));
        assertThat(reason()).contains(AttentionReason.LISTENING_WITHOUT_VOICE);
        device.levelIn.set(new AudioLevel(-34.9, -20, false));
        assertThat(reason()).contains(AttentionReason.LOUD_WITHOUT_VOICE);
        device.levelIn.set(new AudioLevel(-35, -20, false));
        assertThat(reason()).contains(AttentionReason.LISTENING_WITHOUT_VOICE);
    }

    @Test
    void whereNoSoundArrivesNobodyIsSaidToBeSilent() {
        connect(ListenState.LISTENING);
        device.unheard();
        device.flowIn.set(new StreamStatistics(0, 5120, 2, 0, 3.4, 0));
        assertThat(reason()).contains(AttentionReason.NO_SOUND);
        device.flowIn.set(new StreamStatistics(0.5, 5121, 2, 0, 3.4, 0));
        assertThat(reason()).contains(AttentionReason.LISTENING_WITHOUT_VOICE);
    }

    @Test
    void aTestDeviceThatHasSpokenMayBeSilent() {
        connect(ListenState.LISTENING);
        device.test();
        time.advance(Duration.ofMinutes(1));
        assertThat(reason()).isEmpty();
        device.unheard();
        assertThat(reason()).contains(AttentionReason.LISTENING_WITHOUT_VOICE);
    }

    @Test
    void tenSecondsAreNotLong() {
        connect(ListenState.LISTENING);
        device.state(ListenState.LISTENING);
        time.advance(Duration.ofSeconds(10));
        assertThat(reason()).isEmpty();
        time.advance(Duration.ofMillis(1));
        assertThat(reason()).contains(AttentionReason.LISTENING_WITHOUT_VOICE);
        device.state(ListenState.IDLE);
        assertThat(reason()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"59, false, true", "60, false, false", "600, false, false", "5, true, false", "0, false, true"})
    void aDeviceThatIsClosedSoonIsNamedUnlessTheClockStandsStill(long seconds, boolean suspended, boolean soon) {
        connect(ListenState.IDLE);
        device.idle.set(Optional.of(new IdleCountdown(IdleCountdown.Layer.SILENT, time.nanos() + Duration.ofSeconds(seconds).toNanos(), suspended, false)));
        assertThat(reason()).isEqualTo(soon ? Optional.of(AttentionReason.CLOSING_SOON) : Optional.empty());
    }

    @Test
    void anAutomaticIdIsTheLeastReason() {
        connect(ListenState.IDLE);
        device.automatic();
        assertThat(reason()).contains(AttentionReason.ID_AUTOMATIC);
        device.idle.set(Optional.of(new IdleCountdown(IdleCountdown.Layer.NO_VOICE, time.nanos() + 1, false, false)));
        assertThat(reason()).contains(AttentionReason.CLOSING_SOON);
        device.unheard();
        assertThat(reason()).contains(AttentionReason.LISTENING_WITHOUT_VOICE);
    }

    private void connect(ListenState state) {
        device.connected(Dialect.XIAOZHI, state, false, ConnectionMode.DIALOG_ACTIVE, "");
        device.idle.set(Optional.empty());
    }

    private Optional<AttentionReason> reason() {
        return AttentionReason.of(device.facts.get(), device.levelIn.get(), device.flowIn.get(), device.idle.get(), time.nanos(), time.now());
    }
}
