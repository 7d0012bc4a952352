package earshot.ui;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.config.Revision;
import earshot.config.SettingsHistory;
import earshot.device.ConnectionMode;
import earshot.device.ListenState;
import earshot.engine.Command;
import earshot.engine.Operation;
import earshot.engine.OperationKind;
import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.meeting.MeetingCommand;
import earshot.ui.kit.Texts.Language;
import earshot.wire.Dialect;
import javafx.event.ActionEvent;
import javafx.scene.Node;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/// Nothing is lost by closing the window, and no key reaches what a dialog covers.
class SafeWindowTest extends ConsoleFixture {
    private final FxRobot robot = SharedRobot.ROBOT;

    @Test
    void whoClosesTheWindowWithADeviceIsAskedWithTheFacts() {
        kitchen();
        open(Language.ENGLISH);
        askToClose();
        assertThat(words("#dialog .label")).anyMatch(words -> words.startsWith("Kitchen is connected."));
        assertThat(words("#dialog .button")).containsExactly("Quit Earshot", "Keep serving without the window", "Cancel");
        key(KeyCode.ESCAPE);
        assertThat(node("#dialog")).isNull();
        assertThat(console.closed()).isNotDone();
        askToClose();
        click("Keep serving without the window");
        assertThat(console.closed()).isCompleted();
        assertThat(console.servesOn()).isTrue();
    }

    @Test
    void aMeetingIsFinalizedBeforeTheProgramEndsUnlessThePersonGoesBack() {
        MeetingScreenshotScenes.live(engine, time, 12);
        engine.devices.set(List.of());
        List<EngineFake.Running> finishing = new CopyOnWriteArrayList<>();
        open(Language.ENGLISH, command -> command instanceof Command.PerformMeetingCommand ? finish(command, finishing) : engine.apply(command));
        askToClose();
        assertThat(words("#dialog .label"))
            .anyMatch(words -> words.startsWith("The meeting \"Weekly sync\" is running, with 14 sentences; 3 s of what was said are not recognised"));
        click("Finalize and quit");
        assertThat(engine.sentCommands).contains(new Command.PerformMeetingCommand(new MeetingCommand.Finish(new MeetingId(MeetingScreenshotScenes.LIVE))));
        assertThat(words("#dialog .button")).containsExactly("Cancel", "Quit now");
        click("Cancel");
        finishing.getFirst().outcome().complete(Operation.Outcome.Done.of("summed"));
        RenderedFrames.await(4);
        assertThat(console.closed()).as("the person went back").isNotDone();
        askToClose();
        click("Finalize and quit");
        finishing.getLast().outcome().complete(Operation.Outcome.Done.of("summed"));
        console.closed().orTimeout(30, TimeUnit.SECONDS).join();
        assertThat(console.servesOn()).isFalse();
    }

    private Operation finish(Command command, List<EngineFake.Running> finishing) {
        engine.sentCommands.add(command);
        finishing.add(new EngineFake.Running(OperationKind.MEETING, time.now(), new Operation.Progress("", List.of(), Optional.empty())));
        return finishing.getLast();
    }

    @Test
    @DisplayName("a key that is held answers no dialog that appears under it")
    void whoHoldsEnterDoesNotQuit() {
        MeetingScreenshotScenes.live(engine, time, 12);
        List<EngineFake.Running> finishing = new CopyOnWriteArrayList<>();
        open(Language.ENGLISH, command -> command instanceof Command.PerformMeetingCommand ? finish(command, finishing) : engine.apply(command));
        askToClose();
        RenderedFrames.runAndAwait(() -> console.stage().requestFocus());
        for (int repeated = 0; repeated < 3; repeated++) {
            RenderedFrames.runAndAwait(() -> press(console.stage().getScene().getFocusOwner(), KeyCode.ENTER));
            RenderedFrames.await(3);
        }
        RenderedFrames.runAndAwait(
            () -> console.stage().getScene().getFocusOwner().fireEvent(new KeyEvent(KeyEvent.KEY_RELEASED, "", "", KeyCode.ENTER, false, false, false, false)));
        assertThat(console.closed()).isNotDone();
        assertThat(words("#dialog .button")).as("the first press counted, the others did not").containsExactly("Cancel", "Quit now");
        assertThat(finishing).hasSize(1);
        key(KeyCode.ENTER);
        assertThat(node("#dialog")).as("what loses nothing has the focus").isNull();
        assertThat(console.closed()).isNotDone();
    }

    @Test
    @DisplayName("U01: who began at the first contact goes on at the list, not in its filter")
    void theFirstDeviceGetsTheKeyboard() {
        open(Language.ENGLISH);
        pass(Duration.ofSeconds(1));
        assertThat(RenderedFrames.onFx(() -> console.stage().getScene().getFocusOwner()).getId()).isEqualTo("firstTest");
        kitchen();
        pass(Duration.ofSeconds(1));
        pass(Duration.ofSeconds(1));
        assertThat(RenderedFrames.onFx(() -> console.stage().getScene().getFocusOwner()).getId()).isEqualTo("list");
    }

    @Test
    @DisplayName("what had the focus may be hidden while an overlay is shown: what is there instead gets it")
    void theFocusComesBackToWhatIsThere() {
        open(Language.ENGLISH);
        pass(Duration.ofSeconds(1));
        key(KeyCode.CONTROL, KeyCode.K);
        kitchen();
        pass(Duration.ofSeconds(1));
        key(KeyCode.ESCAPE);
        assertThat(RenderedFrames.onFx(() -> console.stage().getScene().getFocusOwner()).getId()).isEqualTo("list");
    }

    @Test
    void aWindowWithNothingToLoseClosesAtOnce() {
        open(Language.ENGLISH);
        askToClose();
        assertThat(console.closed()).isCompleted();
        assertThat(console.servesOn()).isFalse();
    }

    @Test
    @DisplayName("no key reaches the view behind an overlay, Tab goes round in it, and the focus comes back")
    void overlayKeepsTheKeyboard() {
        kitchen();
        open(Language.ENGLISH);
        pass(Duration.ofSeconds(1));
        Node before = RenderedFrames.onFx(() -> console.stage().getScene().getFocusOwner());
        assertThat(before.getId()).as("the keyboard begins at the rows").isEqualTo("list");
        key(KeyCode.CONTROL, KeyCode.K);
        for (int tabs = 0; tabs < 4; tabs++) {
            key(KeyCode.TAB);
            assertThat(inOverlay()).isTrue();
        }
        key(KeyCode.CONTROL, KeyCode.DIGIT2);
        key(KeyCode.CONTROL, KeyCode.COMMA);
        key(KeyCode.F1);
        assertThat(node("#palette")).as("it stays").isNotNull();
        key(KeyCode.ESCAPE);
        assertThat(node("#palette")).isNull();
        assertThat(node("#rail-devices").getPseudoClassStates()).as("no view was left").anyMatch(state -> state.getPseudoClassName().equals("selected"));
        assertThat(RenderedFrames.onFx(() -> console.stage().getScene().getFocusOwner())).isSameAs(before);

        robot.write("/");
        RenderedFrames.await(3);
        TextInputControl filter = (TextInputControl) node("#filter");
        assertThat(filter.isFocused()).isTrue();
        assertThat(filter.getText()).isEmpty();
        robot.write("/");
        RenderedFrames.await(3);
        assertThat(filter.getText()).as("a text holds it like any other character").isEqualTo("/");
    }

    @Test
    @DisplayName("U32: Ctrl+Z undoes what was applied last in every view, and says what; Enter presses the button that has the focus")
    void undoEverywhere() {
        Revision applied = new Revision(12, time.now(), Revision.Origin.EDIT,
            List.of(new Revision.Change("llm_by_mode.coding", Optional.of("small"), Optional.of("big"))), Optional.empty());
        engine.history.set(new SettingsHistory(List.of(applied), Optional.of(applied), Optional.empty(), Optional.empty()));
        open(Language.ENGLISH);
        pass(Duration.ofSeconds(1));
        RenderedFrames.runAndAwait(() -> {
            console.stage().setHeight(620);
            lookup("#openPalette").requestFocus();
        });
        key(KeyCode.SHIFT);
        RenderedFrames.runAndAwait(() -> lookup("#firstTest").requestFocus());
        RenderedFrames.await(4);
        assertThat(RenderedFrames.onFx(() -> lookup("#firstTest").localToScene(lookup("#firstTest").getLayoutBounds()).getMaxY()))
            .as("what has the focus is in view").isLessThan(600);
        assertThat(RenderedFrames.onFx(() -> console.stage().getScene().getFocusOwner()).getId()).as("the first action is where the keyboard begins")
            .isEqualTo("firstTest");
        key(KeyCode.ENTER);
        assertThat(engine.sentCommands).contains(new Command.StartTestDevice(Optional.empty()));
        key(KeyCode.CONTROL, KeyCode.DIGIT2);
        key(KeyCode.CONTROL, KeyCode.Z);
        assertThat(engine.sentCommands).last().isEqualTo(new Command.UndoSettings());
        assertThat(text("#notice")).contains("Undone:", "big");
        pass(Duration.ofSeconds(9));
        assertThat(text("#notice")).isEmpty();
    }

    @Test
    void whoHasJustTypedUndoesNoSetting() {
        Revision applied = new Revision(12, time.now(), Revision.Origin.EDIT,
            List.of(new Revision.Change("llm_by_mode.coding", Optional.of("small"), Optional.of("big"))), Optional.empty());
        engine.history.set(new SettingsHistory(List.of(applied), Optional.of(applied), Optional.empty(), Optional.empty()));
        open(Language.ENGLISH);
        pass(Duration.ofSeconds(1));
        key(KeyCode.CONTROL, KeyCode.DIGIT2);
        key(KeyCode.SLASH);
        robot.write("x");
        key(KeyCode.ESCAPE);
        assertThat(((TextInputControl) node("#filter")).getText()).isEmpty();
        key(KeyCode.CONTROL, KeyCode.Z);
        assertThat(engine.sentCommands).as("the search was meant").doesNotContain(new Command.UndoSettings());
        RenderedFrames.runAndAwait(() -> lookup("#openPalette").requestFocus());
        key(KeyCode.CONTROL, KeyCode.Z);
        assertThat(engine.sentCommands).last().isEqualTo(new Command.UndoSettings());
    }

    private void kitchen() {
        engine.device(new DeviceId("94:a9:90:00:00:01")).named("Kitchen", "").connected(Dialect.BADGE, ListenState.LISTENING, false,
            ConnectionMode.DIALOG_ACTIVE, "listen start");
    }

    private void askToClose() {
        RenderedFrames.runAndAwait(() -> {
            Window window = console.stage();
            window.fireEvent(new WindowEvent(window, WindowEvent.WINDOW_CLOSE_REQUEST));
        });
    }

    private void click(String words) {
        RenderedFrames.runAndAwait(() -> withWords("#dialog .button", words).fireEvent(new ActionEvent()));
    }

    private boolean inOverlay() {
        return RenderedFrames.onFx(() -> Stream.iterate(console.stage().getScene().getFocusOwner(), Objects::nonNull, (Node at) -> at.getParent())
            .anyMatch(at -> "overlay".equals(at.getId())));
    }

    private void key(KeyCode... keys) {
        RenderedFrames.runAndAwait(() -> console.stage().requestFocus());
        robot.press(keys).release(keys);
        RenderedFrames.await(3);
    }
}
