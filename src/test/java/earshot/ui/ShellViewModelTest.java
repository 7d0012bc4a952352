package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.config.SettingsHistory;
import earshot.engine.Command;
import earshot.engine.EngineState;
import earshot.engine.FaultCommand;
import earshot.engine.PreviousRun;
import earshot.engine.Operation;
import earshot.engine.OperationKind;
import earshot.engine.ProblemEntry;
import earshot.engine.ServerMetrics;
import earshot.fault.ActiveFault;
import earshot.fault.Fault;
import earshot.fault.FaultKind;
import earshot.fault.FaultSide;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.time.TimeFake;
import earshot.ui.kit.FxPump;
import earshot.ui.kit.Texts;
import earshot.ui.kit.TimeFormatter;
import earshot.ui.kit.ViewContext;
import javafx.beans.property.SimpleBooleanProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What title bar and status bar say, without a window.
class ShellViewModelTest {
    private final Queue<Runnable> frames = new ArrayDeque<>();
    private final TimeFake time = new TimeFake();
    private final EngineFake engine = new EngineFake(time);
    private Texts.Language language = Texts.Language.ENGLISH;
    private final ShellViewModel shell = new ShellViewModel(
        new ViewContext(engine, engine, new FxPump(time, frames::add), time, () -> new Texts(language), _ -> { }, null, new SimpleBooleanProperty()));

    @Test
    void theStateOfTheServerStandsWithHowTheLastRunEnded() {
        Instant stopped = Instant.parse("2026-05-17T12:03:00Z");
        engine.state.set(new EngineState(EngineState.Phase.FAILED, 0, 0, time.now(), new PreviousRun.Stopped(stopped)));
        frame();
        assertThat(shell.state().get()).isEqualTo(new ShellViewModel.EngineStatus(EngineState.Phase.FAILED, "Not serving",
            new ShellViewModel.LastStop("The last run ended normally, " + TimeFormatter.DAY_MINUTE.format(stopped), "last run ended normally, " + TimeFormatter.DAY_MINUTE.format(stopped), true)));
        engine.state.set(new EngineState(EngineState.Phase.RUNNING, 8000, 8003, time.now(), new PreviousRun.None()));
        frame();
        assertThat(shell.state().get().lastStop()).isEqualTo(new ShellViewModel.LastStop("No earlier run ended normally", "", true));
        engine.state.set(new EngineState(EngineState.Phase.RUNNING, 8000, 8003, time.now(), new PreviousRun.Interrupted(stopped)));
        frame();
        assertThat(shell.state().get().lastStop()).isEqualTo(new ShellViewModel.LastStop("The last run did not end normally", "last run did not end normally", false));
    }

    @Test
    void theFirstAddressIsTheOneToGiveToDevices() {
        frame();
        assertThat(shell.address().get()).isEqualTo("ws://192.168.1.20:8000/xiaozhi/v1/");
        engine.addresses.set(List.of());
        frame();
        assertThat(shell.address().get()).isEmpty();
    }

    @Test
    void whatIsOpenAndMattersIsCounted() {
        engine.problems.set(List.of(entry(1, ProblemCode.ID_AUTOMATIC, false), entry(2, ProblemCode.RECOGNIZER_WEAK, false), entry(3, ProblemCode.PORT_TAKEN, true)));
        frame();
        assertThat(shell.problems().get()).as("a hint and a resolved one do not count").isEqualTo(new ShellViewModel.OpenProblems(1, false));
        engine.problems.set(List.of(entry(1, ProblemCode.ID_AUTOMATIC, false), entry(3, ProblemCode.PORT_TAKEN, false)));
        frame();
        assertThat(shell.problems().get()).isEqualTo(new ShellViewModel.OpenProblems(2, true));
    }

    @Test
    void theOldestOperationIsShownWithItsStepUntilItEnds() {
        EngineFake.Running restart = new EngineFake.Running(OperationKind.RESTART, time.now(), new Operation.Progress("meetings", List.of("2"), Optional.of(0.25)));
        EngineFake.Running later = new EngineFake.Running(OperationKind.TRY, time.now(), new Operation.Progress("", List.of(), Optional.empty()));
        engine.operations.set(List.of(restart, later));
        frame();
        assertThat(shell.work().get()).contains(new ShellViewModel.Work("Restart · saving 2 meetings", 0.25, Optional.empty()));
        restart.progress().set(new Operation.Progress("no such phase", List.of(), Optional.empty()));
        frame();
        assertThat(shell.work().get()).contains(new ShellViewModel.Work("Restart", -1, Optional.empty()));
        engine.operations.set(List.of(later));
        frame();
        assertThat(shell.work().get()).contains(new ShellViewModel.Work("Trial", -1, Optional.empty()));
        restart.progress().set(new Operation.Progress("close", List.of(), Optional.of(0.5)));
        frame();
        assertThat(shell.work().get()).as("of one that is over nothing is shown").contains(new ShellViewModel.Work("Trial", -1, Optional.empty()));
        engine.operations.set(List.of());
        frame();
        assertThat(shell.work().get()).isEmpty();
    }

    @Test
    void theNumbersOfTheServerAreRoundedWhereTheyAreLarge() {
        engine.serverMetrics.set(new ServerMetrics(1, 3, 16.666, 123.4, 7, 2, 0.04, 81));
        frame();
        assertThat(shell.server().get()).isEqualTo(new ShellViewModel.ServerStatus("1 of 3 devices connected",
            "in 16.7/s · out 123/s · late 7 · lost 2", "0.0/s · events kept 0 · dropped 0", "heap 81 MB", "libopus 1.3.1"));
        engine.serverMetrics.set(ServerMetrics.NONE);
        frame();
        assertThat(shell.server().get().devices()).as("numbers and clock change in one frame").isEqualTo("1 of 3 devices connected");
        time.advance(Duration.ofSeconds(1));
        frame();
        assertThat(shell.server().get().devices()).isEqualTo("No device yet");
    }

    @Test
    void everythingFollowsTheLanguage() {
        EngineFake.Running restart = new EngineFake.Running(OperationKind.RESTART, time.now(), new Operation.Progress("close", List.of(), Optional.of(0.5)));
        engine.operations.set(List.of(restart));
        frame();
        String english = shell.work().get().orElseThrow().text() + shell.state().get() + shell.server().get().devices();
        language = Texts.Language.CHINESE;
        shell.refreshTexts();
        frame();
        String chinese = shell.work().get().orElseThrow().text() + shell.state().get().text() + shell.server().get().devices();
        assertThat(english).doesNotContainPattern("\\p{IsHan}");
        assertThat(chinese).doesNotContainPattern("[A-Za-z]");
    }

    @Test
    void settingsThatCannotBeReadAreToldUntilAPersonGoesOnWithoutThem() {
        SettingsHistory.UnreadableFile broken = new SettingsHistory.UnreadableFile("settings.yaml", "3", "a tab", Optional.of(12L));
        broken(broken);
        assertThat(shell.brokenSettings().get()).contains(broken);
        shell.restoreLastGood();
        assertThat(engine.sentCommands).containsExactly(new Command.RestoreSettings(12));
        shell.ignoreBrokenFile();
        assertThat(shell.brokenSettings().get()).isEmpty();
        broken(broken);
        assertThat(shell.brokenSettings().get()).as("the same fault again").isEmpty();
        SettingsHistory.UnreadableFile other = new SettingsHistory.UnreadableFile("settings.yaml", "4", "a quote", Optional.empty());
        broken(other);
        assertThat(shell.brokenSettings().get()).contains(other);
        shell.restoreLastGood();
        assertThat(engine.sentCommands).as("nothing that could be restored").hasSize(1);
    }

    @Test
    @DisplayName("U52: the faults that are on are named, with their device, in the language of the console")
    void faultsAreNamed() {
        frame();
        assertThat(shell.faults().get()).isEmpty();
        DeviceId hall = new DeviceId("94:02");
        engine.faults.set(List.of(new ActiveFault(hall, FaultSide.SERVER, new Fault(FaultKind.JITTER, 80), time.now()),
            new ActiveFault(hall, FaultSide.DEVICE, Fault.usual(FaultKind.HELLO_MISSING), time.now())));
        frame();
        assertThat(shell.faults().get()).isEqualTo("Faults on: jitter up to 80 ms (94:02), no hello (94:02 itself)");
        language = Texts.Language.CHINESE;
        shell.refreshTexts();
        assertThat(shell.faults().get()).isEqualTo("已开启故障：抖动最多 80 毫秒（94:02）、没有 hello（94:02 自己）");
        engine.faults.set(Stream.of(FaultKind.values()).filter(kind -> kind.sides().contains(FaultSide.SERVER))
            .map(kind -> new ActiveFault(hall, FaultSide.SERVER, Fault.usual(kind), time.now())).toList());
        frame();
        assertThat(shell.faults().get()).endsWith("，另有 16 个").doesNotContain("OTA");
        shell.switchFaultsOff();
        assertThat(engine.sentCommands).containsExactly(new FaultCommand.SwitchAllOff());
    }

    @Test
    void aClosedShellFollowsNothing() {
        frame();
        shell.close();
        engine.addresses.set(List.of());
        time.advance(Duration.ofSeconds(3));
        assertThat(frames).isEmpty();
        assertThat(shell.address().get()).isNotEmpty();
    }

    private void broken(SettingsHistory.UnreadableFile file) {
        engine.history.set(SettingsHistory.NONE);
        engine.history.set(new SettingsHistory(List.of(), Optional.empty(), Optional.empty(), Optional.of(file)));
        frame();
    }

    private ProblemEntry entry(long number, ProblemCode code, boolean resolved) {
        return new ProblemEntry(number, Problem.of(code, "a", "b", "c"), time.now(), time.now(), 1, resolved ? Optional.of(time.now()) : Optional.empty());
    }

    private void frame() {
        while (!frames.isEmpty()) {
            frames.remove().run();
        }
    }
}
