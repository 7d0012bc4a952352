package earshot.device;

import static earshot.device.ConnectionMode.CODING;
import static earshot.device.ConnectionMode.CONNECTED_IDLE;
import static earshot.device.ConnectionMode.DIALOG_ACTIVE;
import static earshot.device.ConnectionMode.DIALOG_PREPARING;
import static earshot.device.ConnectionMode.MEETING;
import static earshot.device.ConnectionMode.WORKING;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModeRulesTest {
    @Test
    void listening_prepares_a_dialog_and_a_turn_makes_it_active() {
        assertThat(ModeRules.listening(CONNECTED_IDLE)).isEqualTo(DIALOG_PREPARING);
        assertThat(ModeRules.turn(DIALOG_PREPARING)).isEqualTo(DIALOG_ACTIVE);
        assertThat(ModeRules.turn(CONNECTED_IDLE)).isEqualTo(DIALOG_ACTIVE);
        assertThat(ModeRules.listening(DIALOG_ACTIVE)).isEqualTo(DIALOG_PREPARING);
    }

    @Test
    void a_preparing_dialog_times_out_to_idle_and_nothing_else_does() {
        assertThat(ModeRules.timedOut(DIALOG_PREPARING)).isEqualTo(CONNECTED_IDLE);
        assertThat(ModeRules.timedOut(DIALOG_ACTIVE)).isEqualTo(DIALOG_ACTIVE);
    }

    @ParameterizedTest
    @EnumSource(names = {"MEETING", "CODING", "WORKING"})
    void a_work_mode_is_never_lost_to_a_dialog(ConnectionMode mode) {
        assertThat(ModeRules.listening(mode)).isEqualTo(mode);
        assertThat(ModeRules.turn(mode)).isEqualTo(mode);
        assertThat(ModeRules.timedOut(mode)).isEqualTo(mode);
        assertThat(ModeRules.work(mode.word())).contains(mode);
    }

    @Test
    void meetings_and_work_are_given_more_silence() {
        assertThat(ModeRules.patient(MEETING)).isTrue();
        assertThat(ModeRules.patient(WORKING)).isTrue();
        assertThat(ModeRules.patient(CODING)).isFalse();
        assertThat(ModeRules.work("dialog.active")).isEmpty();
    }
}
