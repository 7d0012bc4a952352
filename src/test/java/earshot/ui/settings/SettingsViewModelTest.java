package earshot.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.config.SettingRemoval;
import earshot.config.SettingsLayer;
import earshot.config.SettingsOverview;
import earshot.engine.Command;
import earshot.engine.EngineSettings;
import earshot.engine.Operation;
import earshot.engine.OperationKind;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSubject;
import earshot.time.TimeFake;
import earshot.ui.EngineFake;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.NavigationTarget;
import earshot.ui.kit.Texts;
import earshot.ui.kit.ViewContext;
import javafx.beans.property.SimpleBooleanProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SettingsViewModelTest {
    private final Queue<Runnable> pulses = new ArrayDeque<>();
    private final TimeFake time = new TimeFake();
    private final EngineFake engine = new EngineFake(time);
    private final EngineFake.Running restart = new EngineFake.Running(OperationKind.RESTART, time.now(),
        new Operation.Progress("announce", List.of("3"), Optional.of(0.1)));
    private final SettingsViewModel model = new SettingsViewModel(new ViewContext(engine, this::send, new FxPump(time, pulses::add), time,
        () -> new Texts(Texts.Language.ENGLISH), _ -> { }, new NotifierFake(), new SimpleBooleanProperty()));

    @Test
    void aFieldIsNotWrongBeforeItWasEditedAndFollowsWhatIsInForce() {
        frame();
        assertThat(field("close_connection_no_voice_time").text().get()).isEqualTo("600");
        assertThat(field("close_connection_no_voice_time").error().get()).isEmpty();
        assertThat(model.group("timers").changes().get()).isZero();
    }

    @Test
    void sendsOnlyWhatChanged() {
        frame();
        field("close_connection_no_voice_time").text().set(" 120 ");
        assertThat(model.group("timers").changes().get()).isEqualTo(1);
        assertThat(model.silentText().get()).startsWith("180 s");
        assertThat(model.group("timers").apply()).isEmpty();
        assertThat(engine.sentCommands).containsExactly(new Command.ApplySettings(Map.of("close_connection_no_voice_time", 120L)));
    }

    @Test
    void saysWhatIsWrongAndSendsNothing() {
        frame();
        field("grace_seconds").text().set("31");
        assertThat(field("grace_seconds").error().get()).hasValue("A whole number from 5 to 30.");
        assertThat(model.group("timers").apply()).hasValue(field("grace_seconds"));
        assertThat(engine.sentCommands).isEmpty();
        model.group("timers").discard();
        assertThat(field("grace_seconds").error().get()).isEmpty();
        assertThat(field("grace_seconds").text().get()).isEqualTo("15");
    }

    @Test
    @DisplayName("U31: what holds from the next turn on is applied apart from what holds now, and says so")
    void theDetectorsSettingsAreAppliedTogetherAndSayFromWhenTheyHold() {
        frame();
        assertThat(field("vad.gate_db").text().get()).isEqualTo("6");
        model.field("vad.min_silence_ms").orElseThrow().text().set("450");
        field("vad.gate_db").text().set("7.5");
        assertThat(model.group("hearing").changes().get()).isEqualTo(2);
        assertThat(model.group("timers").changes().get()).isZero();
        assertThat(model.group("hearing").apply()).isEmpty();
        frame();
        assertThat(engine.sentCommands).containsExactly(new Command.ApplySettings(Map.of("vad.min_silence_ms", 450L, "vad.gate_db", 7.5)));
        assertThat(model.group("hearing").savedMessage().get()).isEqualTo("Saved. Takes effect with the next turn.");
    }

    @Test
    void aSettingThatTheCommandLineDecidesIsNotSaidToBeInForce() {
        engine.outcome = Operation.Outcome.Done.of("covered", "grace_seconds");
        frame();
        field("grace_seconds").text().set("20");
        model.group("timers").apply();
        frame();
        assertThat(model.group("timers").savedMessage().get()).contains("not in effect").contains("grace_seconds");
    }

    @Test
    @DisplayName("U34: a restart shows its phases and is done when the engine says so, not before")
    void showsThePhasesOfARestartAndItsEnd() {
        frame();
        model.restart(new Command.Restart());
        frame();
        assertThat(model.restartLine().get().running()).isTrue();
        assertThat(model.restartLine().get().text()).isEqualTo("telling 3 devices");
        restart.progress().set(new Operation.Progress("back", List.of("2", "3"), Optional.empty()));
        frame();
        assertThat(model.restartLine().get().text()).isEqualTo("ports open, 2 of 3 devices are back");
        assertThat(model.restartLine().get().running()).isTrue();
        restart.outcome().complete(Operation.Outcome.Done.of("restart", 2, 1));
        frame();
        assertThat(model.restartLine().get()).isEqualTo(new RestartStatus(false, "Restart done: ports open, 2 back, 1 asleep", 1, Optional.empty()));
    }

    @Test
    @DisplayName("U34: a restart that fails says so")
    void showsAFailedRestart() {
        model.restart(new Command.Restart());
        Problem taken = Problem.of(ProblemCode.PORT_TAKEN, 8000, 8010, "ws");
        restart.outcome().complete(new Operation.Outcome.Failed(taken));
        frame();
        assertThat(model.restartLine().get().running()).isFalse();
        assertThat(model.restartLine().get().failure()).hasValue(taken);
    }

    private SettingField field(String key) {
        return model.field(key).orElseThrow();
    }

    @Test
    @DisplayName("U31: every setting with a fixed name stands in this view or in that of the models, with words and a scope")
    void everySettingHasItsPlace() {
        assertThat(SettingsOverview.defaults(EngineSettings.CATALOG).values().keySet()).allSatisfy(key -> {
            boolean here = model.field(key).isPresent();
            assertThat(here).as(key).isEqualTo(NavigationTarget.of(new ProblemSubject.Setting(key)).orElseThrow().view().equals("settings"));
            if (here) {
                for (Texts.Language language : Texts.Language.values()) {
                    assertThat(new Texts(language).has("setting." + key)).as(key).isTrue();
                }
            }
        });
    }

    @Test
    void saysTheRangeBeforeItIsBroken() {
        assertThat(field("vad.gate_db").note()).contains("from 0 to 40");
        assertThat(field("server.websocket").note()).contains("ws://");
    }

    @Test
    @DisplayName("U31: a secret is never in its field: an empty one keeps it, and what was given is gone from the screen")
    void aSecretIsKeptByAnEmptyField() {
        engine.sheet.set(with(new SettingsOverview.CurrentValue("server.auth.tokens", Optional.of("•••"), SettingsLayer.CONSOLE, true)));
        frame();
        assertThat(field("server.auth.tokens").text().get()).isEmpty();
        assertThat(model.group("access").changes().get()).isZero();
        field("server.auth.tokens").text().set("one-token, two-token");
        assertThat(model.group("access").apply()).isEmpty();
        frame();
        assertThat(engine.sentCommands).containsExactly(new Command.ApplySettings(Map.of("server.auth.tokens", List.of("one-token", "two-token"))));
        assertThat(field("server.auth.tokens").text().get()).isEmpty();
    }

    @Test
    void listsGroupsAndTextsAreReadAsWhatTheyAre() {
        frame();
        assertThat(field("wakeup_words").text().get().lines()).contains("Jarvis");
        field("wakeup_words").text().set("小智，Computer\n");
        field("end_prompt.enable").text().set("false");
        field("meeting.webhook.headers").text().set("X-From: earshot");
        field("meeting.term_map").text().set("no group");
        assertThat(field("wakeup_words").value()).isEqualTo(List.of("小智", "Computer"));
        assertThat(field("end_prompt.enable").value()).isEqualTo(false);
        assertThat(field("meeting.webhook.headers").value()).isEqualTo(Map.of("X-From", "earshot"));
        assertThat(field("meeting.term_map").error().get()).isPresent();
        field("server.ip").text().set("127.0.0.1");
        assertThat(field("server.ip").value()).isEqualTo("127.0.0.1");
        field("server.ip").text().set(" ");
        assertThat(field("server.ip").value()).isEqualTo(Optional.empty());
    }

    @Test
    void whatWasSetHereIsTakenOutAgain() {
        frame();
        model.group("timers").removeSetting(field("grace_seconds"));
        assertThat(engine.sentCommands).containsExactly(new Command.ApplySettings(Map.of("grace_seconds", new SettingRemoval())));
    }

    @Test
    void aSearchFindsASettingByItsWordsAndItsKey() {
        model.filter().set("wake words");
        assertThat(model.shows(field("wakeup_words"))).isTrue();
        assertThat(model.shows(field("grace_seconds"))).isFalse();
        model.filter().set("grace_");
        assertThat(model.shows(field("grace_seconds"))).isTrue();
    }

    private SettingsOverview with(SettingsOverview.CurrentValue currentValue) {
        Map<String, SettingsOverview.CurrentValue> currentValues = new LinkedHashMap<>(SettingsOverview.defaults(EngineSettings.CATALOG).values());
        currentValues.put(currentValue.key(), currentValue);
        return new SettingsOverview(currentValues, Map.of(), List.of());
    }

    private Operation send(Command command) {
        return command instanceof Command.Restart ? restart : engine.apply(command);
    }

    private void frame() {
        while (!pulses.isEmpty()) {
            pulses.remove().run();
        }
    }

    private static final class NotifierFake implements earshot.ui.kit.Notifier {
        @Override
        public void show(earshot.problem.Severity severity, String subject, String text) {}

        @Override
        public void showProblem(Problem problem) {}
    }
}
