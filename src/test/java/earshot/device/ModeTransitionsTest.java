package earshot.device;

import static earshot.device.ConnectionMode.CODING;
import static earshot.device.ConnectionMode.CONNECTED_IDLE;
import static earshot.device.ConnectionMode.DIALOG_ACTIVE;
import static earshot.device.ConnectionMode.DIALOG_PREPARING;
import static earshot.device.ConnectionMode.MEETING;
import static earshot.device.ConnectionMode.WORKING;
import static org.assertj.core.api.Assertions.assertThat;

import earshot.wire.WorkMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModeTransitionsTest {
    @Test
    void listening_prepares_a_dialog_and_a_turn_makes_it_active() {
        assertThat(ModeTransitions.onListening(CONNECTED_IDLE)).isEqualTo(DIALOG_PREPARING);
        assertThat(ModeTransitions.onTurn(DIALOG_PREPARING)).isEqualTo(DIALOG_ACTIVE);
        assertThat(ModeTransitions.onTurn(CONNECTED_IDLE)).isEqualTo(DIALOG_ACTIVE);
        assertThat(ModeTransitions.onListening(DIALOG_ACTIVE)).isEqualTo(DIALOG_PREPARING);
    }

    @Test
    void a_preparing_dialog_times_out_to_idle_and_nothing_else_does() {
        assertThat(ModeTransitions.onTimeout(DIALOG_PREPARING)).isEqualTo(CONNECTED_IDLE);
        assertThat(ModeTransitions.onTimeout(DIALOG_ACTIVE)).isEqualTo(DIALOG_ACTIVE);
    }

    @ParameterizedTest
    @EnumSource(names = {"MEETING", "CODING", "WORKING"})
    void a_work_mode_is_never_lost_to_a_dialog(ConnectionMode mode) {
        assertThat(ModeTransitions.onListening(mode)).isEqualTo(mode);
        assertThat(ModeTransitions.onTurn(mode)).isEqualTo(mode);
        assertThat(ModeTransitions.onTimeout(mode)).isEqualTo(mode);
        assertThat(WorkMode.valueOf(mode.name()).wireName()).isEqualTo(mode.wireName());
    }

    @Test
    void meetings_and_work_are_given_more_silence() {
        assertThat(ModeTransitions.allowsLongSilence(MEETING)).isTrue();
        assertThat(ModeTransitions.allowsLongSilence(WORKING)).isTrue();
        assertThat(ModeTransitions.allowsLongSilence(CODING)).isFalse();
    }
}
