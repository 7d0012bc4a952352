package earshot.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import earshot.engine.Command;
import earshot.engine.Operation;
import earshot.problem.Code;
import earshot.problem.Problem;
import earshot.time.ManualTime;
import earshot.ui.PretendEngine;
import earshot.ui.part.Desk;
import earshot.ui.part.FxPump;
import earshot.ui.part.Texts;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import javafx.beans.property.SimpleBooleanProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SettingsViewModelTest {
    private final Queue<Runnable> pulses = new ArrayDeque<>();
    private final ManualTime time = new ManualTime();
    private final PretendEngine engine = new PretendEngine(time);
    private final PretendEngine.Running restart = new PretendEngine.Running("restart", time.now(), new Operation.Progress("announce", List.of("3"), Optional.of(0.1)));
    private final SettingsViewModel model = new SettingsViewModel(new Desk(engine, this::send, new FxPump(time, pulses::add), time,
        () -> new Texts(Texts.Language.ENGLISH), _ -> { }, new Quiet(), new SimpleBooleanProperty()));

    @Test
    void aFieldIsNotWrongBeforeItWasEditedAndFollowsWhatIsInForce() {
        frame();
        assertThat(model.noVoice().text().get()).isEqualTo("600");
        assertThat(model.noVoice().wrong().get()).isEmpty();
        assertThat(model.timers().changes().get()).isZero();
    }

    @Test
    void sendsOnlyWhatChanged() {
        frame();
        model.noVoice().text().set(" 120 ");
        assertThat(model.timers().changes().get()).isEqualTo(1);
        assertThat(model.silent().get()).startsWith("180 s");
        assertThat(model.timers().apply()).isEmpty();
        assertThat(engine.sent).containsExactly(new Command.ApplySettings(Map.of("close_connection_no_voice_time", 120L)));
    }

    @Test
    void saysWhatIsWrongAndSendsNothing() {
        frame();
        model.grace().text().set("31");
        assertThat(model.grace().wrong().get()).hasValue("A whole number from 5 to 30.");
        assertThat(model.timers().apply()).hasValue(model.grace());
        assertThat(engine.sent).isEmpty();
        model.timers().discard();
        assertThat(model.grace().wrong().get()).isEmpty();
        assertThat(model.grace().text().get()).isEqualTo("15");
    }

    @Test
    @DisplayName("U31: what holds from the next connection on is applied apart from what holds now")
    void theDetectorsSettingsAreAppliedTogetherAndSayFromWhenTheyHold() {
        frame();
        assertThat(model.gate().text().get()).isEqualTo("6");
        model.field("vad.min_silence_ms").orElseThrow().text().set("450");
        model.gate().text().set("7.5");
        assertThat(model.hearing().changes().get()).isEqualTo(2);
        assertThat(model.timers().changes().get()).isZero();
        assertThat(model.hearing().apply()).isEmpty();
        frame();
        assertThat(engine.sent).containsExactly(new Command.ApplySettings(Map.of("vad.min_silence_ms", 450L, "vad.gate_db", 7.5)));
        assertThat(model.hearing().saved().get()).startsWith("Kept.");
    }

    @Test
    void aSettingThatTheCommandLineDecidesIsNotSaidToBeInForce() {
        engine.outcome = Operation.Outcome.Done.of("covered", "grace_seconds");
        frame();
        model.grace().text().set("20");
        model.timers().apply();
        frame();
        assertThat(model.timers().saved().get()).contains("not in force").contains("grace_seconds");
    }

    @Test
    @DisplayName("U34: a restart shows its phases and is done when the engine says so, not before")
    void showsThePhasesOfARestartAndItsEnd() {
        frame();
        model.restart();
        frame();
        assertThat(model.restartLine().get().running()).isTrue();
        assertThat(model.restartLine().get().words()).isEqualTo("announcing to 3 devices");
        restart.progress().set(new Operation.Progress("back", List.of("2", "3"), Optional.empty()));
        frame();
        assertThat(model.restartLine().get().words()).isEqualTo("doors open, 2 of 3 devices back");
        assertThat(model.restartLine().get().running()).isTrue();
        restart.outcome().complete(Operation.Outcome.Done.of("restart", 2, 1));
        frame();
        assertThat(model.restartLine().get()).isEqualTo(new RestartLine(false, "Done: doors open, 2 back, 1 asleep", 1, Optional.empty()));
    }

    @Test
    @DisplayName("U34: a restart that fails says so")
    void showsAFailedRestart() {
        model.restart();
        Problem taken = Problem.of(Code.PORT_TAKEN, 8000, 8010, "ws");
        restart.outcome().complete(new Operation.Outcome.Failed(taken));
        frame();
        assertThat(model.restartLine().get().running()).isFalse();
        assertThat(model.restartLine().get().failure()).hasValue(taken);
    }

    private Operation send(Command command) {
        return command instanceof Command.Restart ? restart : engine.apply(command);
    }

    private void frame() {
        while (!pulses.isEmpty()) {
            pulses.remove().run();
        }
    }

    private static final class Quiet implements earshot.ui.part.Notices {
        @Override
        public void tell(earshot.problem.Severity severity, String subject, String text) {}

        @Override
        public void problem(Problem problem) {}
    }
}
