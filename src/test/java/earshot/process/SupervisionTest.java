package earshot.process;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SupervisionTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
        "always     |           |    | true",
        "on-failure |           |    | true",
        "on-failure | 75 143    |    | false",
        "on-failure | 75 143    | 75 | true",
        "on-success |           |    | false",
        "on-success | 75        |    | true",
        "on-abnormal|           |    | false",
        "no         |           |    | false",
        "no         |           | 75 | true",
    })
    void aUnitThatStartsItAgainIsRecognized(String restart, String success, String forced, boolean again) {
        String properties = "MainPID=7\nRestart=" + restart.strip() + "\nRestartForceExitStatus=" + Objects.requireNonNullElse(forced, "")
            + "\nRestartPreventExitStatus=\nSuccessExitStatus=" + Objects.requireNonNullElse(success, "") + "\n";
        assertThat(Supervision.restartsAfterFailure(properties, 7)).isEqualTo(again);
    }

    @Test
    void aUnitThatForbidsTheCodeOrIsNotKnownDoesNot() {
        assertThat(Supervision.restartsAfterFailure("MainPID=7\nRestart=always\nRestartPreventExitStatus=75\n", 7)).isFalse();
        assertThat(Supervision.restartsAfterFailure("System has not been booted with systemd as init system (PID 1). Can't operate.\n", 7)).isFalse();
        assertThat(Supervision.restartsAfterFailure("", 7)).isFalse();
    }

    @Test
    void aProcessThatAnotherOneOfTheUnitStartedIsNotStartedAgain() {
        assertThat(Supervision.restartsAfterFailure("MainPID=7\nRestart=always\n", 7)).isTrue();
        assertThat(Supervision.restartsAfterFailure("MainPID=6\nRestart=always\n", 7)).isFalse();
        assertThat(Supervision.restartsAfterFailure("Restart=always\n", 7)).isFalse();
    }

    @Test
    void theGroupThatSystemdGaveIsFoundInEachVersionOfControlGroups() {
        String group = "/system.slice/earshot.service";
        assertThat(Supervision.controlGroup(List.of("0::" + group))).isEqualTo(group);
        assertThat(Supervision.controlGroup(List.of("13:perf_event:/", "9:name=systemd:" + group, "4:memory:/"))).isEqualTo(group);
        assertThat(Supervision.controlGroup(List.of("1:name=systemd:" + group, "0::/init.scope"))).isEqualTo(group);
        assertThat(Supervision.controlGroup(List.of("4:memory:/"))).isEmpty();
    }

    @Test
    void aProcessThatIsNoServiceIsLookedAfterByNobody() {
        assertThat(Supervision.detect(Map.of())).isEqualTo(Supervision.NONE);
        assertThat(Supervision.detect(Map.of("INVOCATION_ID", "0123"))).isEqualTo(Supervision.NONE);
    }
}
