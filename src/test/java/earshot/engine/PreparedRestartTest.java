package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.event.Timeline;
import earshot.time.TimeFake;
import org.junit.jupiter.api.Test;

class PreparedRestartTest {
    @Test
    void aSuccessorIsNotLeftWaitingWhenTheServerDoesNotClose() {
        List<String> calls = new ArrayList<>();
        ProcessOwner.PreparedRestart prepared = new ProcessOwner.PreparedRestart() {
            @Override
            public void proceed(Optional<Command.ChoosePorts> ports) {
                calls.add("proceed");
            }

            @Override
            public void cancel() {
                calls.add("cancel");
            }
        };
        // a restart without its parts fails at its first step
        ServerRestart broken = new ServerRestart(null, null, null, null, null, null, null);
        ProcessRestart restart = new ProcessRestart(() -> Optional.of(prepared), broken, null, new Timeline(new TimeFake()));
        assertThatThrownBy(() -> restart.run(new RunningOperation(OperationKind.RESTART))).isInstanceOf(NullPointerException.class);
        assertThat(calls).containsExactly("cancel");
    }
}
